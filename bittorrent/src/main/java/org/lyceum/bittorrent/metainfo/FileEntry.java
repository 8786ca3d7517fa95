package org.lyceum.bittorrent.metainfo;

import java.util.List;

/**
 * One file of a torrent.
 *
 * @param path cleaned name parts below the torrent's root: safe to resolve on any operating system, unique in the
 *     torrent without regard to case; for a single-file torrent the one part is the torrent's name
 * @param offset first byte in the concatenation of all files
 * @param length bytes, 0 or more
 * @param padding true for zeros that only fill up a piece (BEP 47): they are hashed and sent, but need no file
 */
public record FileEntry(List<String> path, long offset, long length, boolean padding) {

    public FileEntry {
        path = List.copyOf(path);
    }

    /** A file with content. */
    public FileEntry(List<String> path, long offset, long length) {
        this(path, offset, length, false);
    }
}
