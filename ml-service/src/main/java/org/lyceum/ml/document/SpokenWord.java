package org.lyceum.ml.document;

/**
 * A word of a recording.
 *
 * @param start seconds from the beginning
 * @param end seconds from the beginning
 * @param confidence 0 to 1
 */
public record SpokenWord(String text, double start, double end, double confidence) {}
