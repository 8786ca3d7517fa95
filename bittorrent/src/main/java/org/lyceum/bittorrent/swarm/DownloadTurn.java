package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;

/**
 * One torrent in the queue of downloads: whether it is its turn, and whether anything comes of it. Lives on the
 * torrent's event loop.
 */
final class DownloadTurn {

    /** A download to which nothing has come for so long lets another one run beside it. */
    private static final long STALL_NANOS = Duration.ofMinutes(3).toNanos();

    private final Downloads downloads;
    private final InfoHash infoHash;
    private final LongSupplier ticker;
    private Downloads.Turn turn = new Downloads.Never();
    private long lastIncoming;
    private long downloadedThen;

    DownloadTurn(Downloads downloads, InfoHash infoHash, LongSupplier ticker) {
        this.downloads = downloads;
        this.infoHash = infoHash;
        this.ticker = ticker;
    }

    /** It downloads. */
    boolean isNow() {
        return turn instanceof Downloads.Now;
    }

    /** Others go first. */
    boolean isLater() {
        return turn instanceof Downloads.Later;
    }

    /** Where it waits, from 1; null unless it does. */
    @Nullable
    Integer place() {
        return turn instanceof Downloads.Later later ? later.place() : null;
    }

    /**
     * Tells the queue how things stand here, and takes its answer.
     *
     * @param read somebody waits for its bytes
     */
    void settle(boolean wanting, boolean read) {
        take(downloads.update(infoHash, wanting, isStalled(), read));
    }

    /**
     * Others came or went.
     *
     * @return whether it is to begin now, or to make way
     */
    boolean lookAgain() {
        boolean before = isNow();
        take(downloads.turnOf(infoHash));
        return isNow() != before;
    }

    private void take(Downloads.Turn answer) {
        boolean before = isNow();
        turn = answer;
        if (isNow() && !before) {
            lastIncoming = ticker.getAsLong();
        }
    }

    /** @param downloaded bytes in all; as long as they grow, the torrent is not stalled */
    void progressed(long downloaded) {
        if (downloaded != downloadedThen) {
            downloadedThen = downloaded;
            lastIncoming = ticker.getAsLong();
        }
    }

    private boolean isStalled() {
        return isNow() && ticker.getAsLong() - lastIncoming > STALL_NANOS;
    }
}
