package org.lyceum.bittorrent.metainfo;

import java.util.List;

/**
 * One file of a torrent.
 *
 * @param path cleaned name parts below the torrent's root: safe to resolve on any operating system, unique in the
 *     torrent without regard to case; for a single-file torrent the one part is the torrent's name
 * @param offset first byte in the concatenation of all files
 * @param length bytes, 0 or more
 */
public record FileEntry(List<String> path, long offset, long length) {

    public FileEntry {
        path = List.copyOf(path);
    }
}
