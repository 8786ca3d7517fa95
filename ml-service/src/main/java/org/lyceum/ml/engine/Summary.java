package org.lyceum.ml.engine;

/**
 * What can be said of a file once all of it was read.
 *
 * @param pages how many, 0 for a recording
 * @param seconds how long, 0 for pages
 */
public record Summary(int pages, double seconds) {}
