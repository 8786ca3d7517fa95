package org.lyceum.bittorrent.storage;

/**
 * Consecutive bytes of one file.
 *
 * @param file index in the info dictionary
 * @param position first byte inside the file
 * @param length bytes, at least 1
 */
public record FileSpan(int file, long position, int length) {

    /** First byte after the span, inside the file. */
    long end() {
        return position + length;
    }
}
