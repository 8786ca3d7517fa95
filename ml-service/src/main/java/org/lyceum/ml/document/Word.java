package org.lyceum.ml.document;

/**
 * A word on a page.
 *
 * @param confidence 0 to 1; 1 for a word of a text layer
 */
public record Word(String text, Box box, double confidence) {}
