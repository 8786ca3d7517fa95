package org.lyceum.peer.torrents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.bittorrent.swarm.TorrentStatus;

/**
 * A torrent as REST and events tell it.
 *
 * @param progress verified part, 0 to 1
 * @param queuePlace place among those that wait to download, from 1; null unless the state is {@code queued}
 * @param downloadRate bytes per second, as is {@code uploadRate}
 * @param limits those of this torrent alone
 */
record TorrentView(
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
        LimitsView limits,
        Instant addedAt,
        @Nullable String error,
        String magnet) {

    static TorrentView of(TorrentStatus status) {
        return new TorrentView(
                status.infoHash().toHex(),
                status.name(),
                status.totalBytes(),
                status.pieceLength(),
                status.pieceCount(),
                status.completedBytes(),
                status.progress(),
                status.state(),
                status.downloadRate(),
                status.uploadRate(),
                status.downloaded(),
                status.uploaded(),
                status.ratio(),
                status.peers(),
                status.seeds(),
                status.etaSeconds(),
                status.queuePlace(),
                LimitsView.of(status.limits()),
                status.addedAt(),
                status.error(),
                status.magnet());
    }
}
