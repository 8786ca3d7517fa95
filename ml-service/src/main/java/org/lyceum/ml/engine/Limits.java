package org.lyceum.ml.engine;

/**
 * How much of a file is read. A file that has more is refused as a whole, so that nobody takes a part for all of it.
 *
 * @param pages of a document
 * @param pixels of one page, as it is stored or as it would be drawn
 * @param seconds of a recording
 */
public record Limits(int pages, long pixels, long seconds) {

    public Limits {
        if (pages < 1 || pixels < 1 || seconds < 1) {
            throw new IllegalArgumentException("pages, pixels and seconds must be 1 or more");
        }
    }
}
