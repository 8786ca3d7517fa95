package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.swarm.FilePriority;
import org.lyceum.bittorrent.swarm.FileStatus;

/** A file of a torrent as REST tells it: where it stands on disk stays here. */
record FileView(int index, String path, long bytes, long completedBytes, FilePriority priority) {

    static FileView of(FileStatus file) {
        return new FileView(file.index(), file.path(), file.bytes(), file.completedBytes(), file.priority());
    }
}
