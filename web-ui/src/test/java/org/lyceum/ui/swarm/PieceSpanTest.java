package org.lyceum.ui.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.ui.nodes.FilePriority;
import org.lyceum.ui.nodes.Limits;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.nodes.TorrentFile;
import org.lyceum.ui.nodes.TorrentState;

class PieceSpanTest {

    private static final int PIECE = 100;

    @Test
    void findsThePiecesThatAFileSharesWithItsNeighbours() {
        List<TorrentFile> files = List.of(file(0, 150), file(1, 0), file(2, 50), file(3, 101));

        assertThat(span(files, 0)).isEqualTo(new PieceSpan(0, 2));
        assertThat(span(files, 1)).isEqualTo(new PieceSpan(1, 1));
        assertThat(span(files, 2)).isEqualTo(new PieceSpan(1, 2));
        assertThat(span(files, 3)).isEqualTo(new PieceSpan(2, 4));
    }

    private static PieceSpan span(List<TorrentFile> files, int index) {
        return PieceSpan.of(torrent(), files, index);
    }

    private static TorrentFile file(int index, long bytes) {
        return new TorrentFile(index, "folder/" + index, bytes, 0, FilePriority.NORMAL);
    }

    private static Torrent torrent() {
        return new Torrent(
                "ab".repeat(20),
                "lecture",
                301,
                PIECE,
                4,
                0,
                0,
                TorrentState.DOWNLOADING,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                new Limits(0, 0),
                Instant.EPOCH,
                null,
                "magnet:?xt=urn:btih:" + "ab".repeat(20));
    }
}
