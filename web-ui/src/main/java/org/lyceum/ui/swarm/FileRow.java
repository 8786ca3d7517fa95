package org.lyceum.ui.swarm;

import java.util.List;
import org.lyceum.ui.nodes.FilePriority;
import org.lyceum.ui.nodes.TorrentFile;
import org.lyceum.ui.transfer.ContentKind;

/**
 * A file as it is listed.
 *
 * @param kind what can be done with it here
 */
record FileRow(TorrentFile file, ContentKind kind) {

    /** Sent for a swarm of more files than anybody reads on one page. */
    private static final int MOST = 2_000;

    static List<FileRow> of(List<TorrentFile> files) {
        return files.stream()
                .limit(MOST)
                .map(file -> new FileRow(file, ContentKind.of(file.path())))
                .toList();
    }

    static List<FileRow> playable(List<TorrentFile> files) {
        return of(files).stream().filter(row -> row.kind().playable()).toList();
    }

    public List<FilePriority> priorities() {
        return List.of(FilePriority.values());
    }
}
