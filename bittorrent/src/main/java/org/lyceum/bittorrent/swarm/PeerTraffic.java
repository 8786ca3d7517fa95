package org.lyceum.bittorrent.swarm;

import java.time.Instant;
import org.lyceum.bittorrent.choker.ChokeCandidate;

/** The content that went between us and one peer, and how much more may go. Lives on the torrent's event loop. */
final class PeerTraffic {

    private final RateMeter down;
    private final RateMeter up;
    private final Allowance download;
    private final Allowance upload;
    private final long connectedAt;
    private long lastBlockAt;
    private long downBeforeRound;
    private long upBeforeRound;

    PeerTraffic(Allowance download, Allowance upload, long nowNanos) {
        this.download = download;
        this.upload = upload;
        down = new RateMeter(nowNanos);
        up = new RateMeter(nowNanos);
        connectedAt = lastBlockAt = nowNanos;
    }

    RateMeter down() {
        return down;
    }

    RateMeter up() {
        return up;
    }

    Allowance download() {
        return download;
    }

    Allowance upload() {
        return upload;
    }

    /** A block that was asked for. */
    void received(int bytes, long nowNanos) {
        lastBlockAt = nowNanos;
        down.add(bytes, nowNanos);
    }

    void sent(int bytes, long nowNanos) {
        up.add(bytes, nowNanos);
    }

    /** When a block went either way last, or the connection was made, in the ticker's nanoseconds. */
    long lastMoved() {
        return Math.max(down.lastAdded(), up.lastAdded());
    }

    /** As the choke policy sees the peer; the epoch of its instants is that of the engine's ticker. */
    ChokeCandidate chokeCandidate(
            int peer, boolean interested, boolean unchoked, Instant lastTakenAt, Instant chokeChangedAt) {
        return new ChokeCandidate(
                peer,
                interested,
                unchoked,
                down.total() - downBeforeRound,
                up.total() - upBeforeRound,
                instant(connectedAt),
                instant(lastBlockAt),
                lastTakenAt,
                chokeChangedAt);
    }

    /** Gives back what was granted and is not used. */
    void surrender() {
        download.surrender();
        upload.surrender();
    }

    /** @param expected bytes that were asked for and will not come */
    void close(long expected) {
        download.close(expected);
        upload.close(0);
    }

    void beginChokeRound() {
        downBeforeRound = down.total();
        upBeforeRound = up.total();
    }

    static Instant instant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
