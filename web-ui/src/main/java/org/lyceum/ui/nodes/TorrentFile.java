package org.lyceum.ui.nodes;

/**
 * A file of a torrent.
 *
 * @param index position in the torrent, from 0
 * @param path parts joined by {@code /}
 * @param completedBytes of {@code bytes}, those in verified pieces
 */
public record TorrentFile(int index, String path, long bytes, long completedBytes, FilePriority priority) {

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path without the name, empty or ending with {@code /}. */
    public String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** 0 to 1. */
    public double progress() {
        return bytes == 0 ? 1 : (double) completedBytes / bytes;
    }

    public boolean complete() {
        return completedBytes >= bytes;
    }
}
