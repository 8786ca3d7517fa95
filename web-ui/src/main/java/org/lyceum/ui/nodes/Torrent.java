package org.lyceum.ui.nodes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A torrent as a node's REST interface tells it.
 *
 * @param infoHash 40 hexadecimal digits
 * @param totalBytes 0 until the metadata is known, as are the next two
 * @param progress 0 to 1
 * @param downloadRate bytes per second, as is {@code uploadRate}
 * @param peers connected peers, {@code seeds} among them
 * @param etaSeconds null when nothing is coming in
 * @param queuePlace place among those that wait to download, from 1; null unless the state is {@link TorrentState#QUEUED}
 * @param limits those of this torrent alone
 * @param error why the state is {@link TorrentState#ERROR}
 */
public record Torrent(
        String infoHash,
        String name,
        long totalBytes,
        int pieceLength,
        int pieceCount,
        long completedBytes,
        double progress,
        TorrentState state,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        double ratio,
        int peers,
        int seeds,
        @Nullable Long etaSeconds,
        @Nullable Integer queuePlace,
        Limits limits,
        Instant addedAt,
        @Nullable String error,
        String magnet) {

    public boolean complete() {
        return pieceCount > 0 && completedBytes >= totalBytes;
    }

    /** Stopped, by somebody or by a fault: what can be resumed. */
    public boolean stopped() {
        return state == TorrentState.PAUSED || state == TorrentState.ERROR;
    }
}
