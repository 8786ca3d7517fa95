package org.lyceum.bittorrent.swarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * A torrent at one moment.
 *
 * @param name name in the info dictionary; until that is known the magnet link's display name, or the info hash
 * @param totalBytes sum of all files; 0 until the metadata is known, as are the next two
 * @param pieceLength bytes
 * @param completedBytes bytes in verified pieces
 * @param downloadRate payload bytes per second, as is {@code uploadRate}
 * @param downloaded payload bytes received since the torrent was added, as is {@code uploaded} for sent
 * @param peers connected peers, {@code seeds} among them
 * @param etaSeconds null when nothing is coming in
 * @param queuePlace place among those that wait to download, from 1; null unless the state is {@link TorrentState#QUEUED}
 * @param limits those of this torrent alone
 * @param error why the state is {@link TorrentState#ERROR}, else null
 * @param magnet link with trackers
 */
public record TorrentStatus(
        InfoHash infoHash,
        String name,
        long totalBytes,
        int pieceLength,
        int pieceCount,
        long completedBytes,
        TorrentState state,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        int peers,
        int seeds,
        @Nullable Long etaSeconds,
        @Nullable Integer queuePlace,
        RateLimits limits,
        Instant addedAt,
        @Nullable String error,
        String magnet) {

    /** Part of the bytes that is verified, 0 to 1; an empty torrent is complete. */
    public double progress() {
        return totalBytes > 0 ? (double) completedBytes / totalBytes : pieceLength > 0 ? 1 : 0;
    }

    /** Bytes uploaded for each byte downloaded; for a torrent shared from here, for each byte it has. */
    public double ratio() {
        long base = downloaded > 0 ? downloaded : completedBytes;
        return base > 0 ? (double) uploaded / base : 0;
    }
}
