package org.lyceum.ml.engine;

/**
 * How to read a file.
 *
 * @param language one that the engine has
 */
public record Settings(String language, Limits limits) {}
