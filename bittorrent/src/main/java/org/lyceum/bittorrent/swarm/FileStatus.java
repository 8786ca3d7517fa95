package org.lyceum.bittorrent.swarm;

import java.nio.file.Path;

/**
 * One file of a torrent.
 *
 * @param index position in the info dictionary, from 0; what the REST interface calls a file by
 * @param path parts joined by {@code /}, the torrent's own folder included for a multi-file torrent
 * @param bytes length
 * @param completedBytes bytes in verified pieces
 * @param location where it stands on disk
 */
public record FileStatus(
        int index, String path, long bytes, long completedBytes, FilePriority priority, Path location) {}
