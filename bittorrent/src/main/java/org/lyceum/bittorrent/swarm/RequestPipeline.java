package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.lyceum.bittorrent.Block;

/**
 * How many blocks to keep asked of one peer, and which are.
 *
 * <p>The depth covers three seconds of the peer's rate, so that a long way does not starve it; until the rate has
 * settled it grows by one with each block that arrives, as a slow start.
 */
final class RequestPipeline {

    private static final int MIN_DEPTH = 4;

    /** What most clients allow when they say nothing of {@code reqq}. */
    static final int DEFAULT_LIMIT = 250;

    private static final int SECONDS_AHEAD = 3;
    private static final long SNUBBED_AFTER_NANOS = Duration.ofSeconds(60).toNanos();

    private final Set<Block> pending = new HashSet<>();
    private int limit = DEFAULT_LIMIT;
    private int depth = MIN_DEPTH;
    private boolean slowStart = true;
    private long bestRate;
    private boolean snubbed;
    private boolean resting;
    private long lastProgress;

    RequestPipeline(long nowNanos) {
        lastProgress = nowNanos;
    }

    /** The peer accepts so many requests at a time (BEP 10 {@code reqq}). */
    void limit(int requests) {
        limit = Math.max(MIN_DEPTH, requests);
    }

    int room() {
        return Math.max(0, (snubbed ? 1 : Math.min(depth, limit)) - pending.size());
    }

    /** Asking pays once a quarter of the pipeline is free: fewer, larger writes. */
    boolean wantsMore() {
        return !resting && room() * 4 >= Math.min(depth, limit);
    }

    /**
     * In end-game, how many blocks to ask for that others were asked for too: none as long as the peer has something to
     * do, as in libtorrent, since with a deep pipeline much would come twice.
     */
    int mostDuplicates() {
        return pending.isEmpty() ? MIN_DEPTH : 0;
    }

    int size() {
        return pending.size();
    }

    Set<Block> pending() {
        return pending;
    }

    void sent(Block block, long nowNanos) {
        if (pending.isEmpty()) {
            lastProgress = nowNanos;
        }
        pending.add(block);
    }

    /** True when the block was asked for. */
    boolean arrived(Block block, long nowNanos) {
        if (!pending.remove(block)) {
            return false;
        }
        lastProgress = nowNanos;
        snubbed = false;
        if (slowStart) {
            depth++;
        }
        return true;
    }

    boolean withdraw(Block block) {
        return pending.remove(block);
    }

    /** The peer would not: it is asked again only at the next {@link #adapt}, or the two would play ball. */
    boolean rejected(Block block) {
        boolean asked = withdraw(block);
        resting |= asked;
        return asked;
    }

    /** Adapts the depth to the rate that was measured; called about twice a second. */
    void adapt(long bytesPerSecond) {
        resting = false;
        if (slowStart && depth > MIN_DEPTH && bytesPerSecond < bestRate + bestRate / 10 && bestRate > 0) {
            slowStart = false;
        }
        bestRate = Math.max(bestRate, bytesPerSecond);
        if (!slowStart) {
            depth = Math.clamp(ahead(bytesPerSecond), MIN_DEPTH, limit);
        }
    }

    /** So many blocks cover three seconds; at least one. */
    static int ahead(long bytesPerSecond) {
        return Math.clamp((long) (bytesPerSecond * (double) SECONDS_AHEAD / Block.SIZE), 1, Integer.MAX_VALUE);
    }

    /**
     * True when nothing has come for a minute although blocks were asked for, and then once a minute: the one block
     * that is still asked for has to go to others too.
     */
    boolean becameSnubbed(long nowNanos) {
        if (pending.isEmpty() || nowNanos - lastProgress < SNUBBED_AFTER_NANOS) {
            return false;
        }
        snubbed = true;
        lastProgress = nowNanos;
        slowStart = true;
        depth = MIN_DEPTH;
        bestRate = 0;
        return true;
    }

    /** Nothing can have come until now, for no fault of the peer. */
    void excuse(long nowNanos) {
        lastProgress = nowNanos;
    }

    boolean isFast() {
        return bestRate > 512 * 1024;
    }

    boolean isSnubbed() {
        return snubbed;
    }
}
