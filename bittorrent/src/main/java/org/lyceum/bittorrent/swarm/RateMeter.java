package org.lyceum.bittorrent.swarm;

import java.time.Duration;

/**
 * Bytes per second over the last few seconds: a ring of buckets, the running one included, so that a transfer shows
 * from its first moment and is forgotten when the ring has turned.
 */
final class RateMeter {

    private static final long BUCKET_NANOS = Duration.ofMillis(500).toNanos();
    private static final int BUCKETS = 8;

    private final long[] buckets = new long[BUCKETS];
    private final long started;
    private long current;
    private long total;
    private long lastAdded;

    RateMeter(long nowNanos) {
        started = lastAdded = nowNanos;
    }

    void add(long bytes, long nowNanos) {
        turn(nowNanos);
        buckets[(int) (current % BUCKETS)] += bytes;
        total += bytes;
        lastAdded = nowNanos;
    }

    /** Every byte since the meter was made. */
    long total() {
        return total;
    }

    /** When bytes were counted last, or the meter was made, in the ticker's nanoseconds. */
    long lastAdded() {
        return lastAdded;
    }

    long bytesPerSecond(long nowNanos) {
        turn(nowNanos);
        long sum = 0;
        for (long bucket : buckets) {
            sum += bucket;
        }
        long elapsed = nowNanos - started;
        long window = Math.min(elapsed, (BUCKETS - 1) * BUCKET_NANOS + elapsed % BUCKET_NANOS);
        return (long) (sum * 1e9 / Math.max(window, BUCKET_NANOS));
    }

    private void turn(long nowNanos) {
        long bucket = (nowNanos - started) / BUCKET_NANOS;
        for (long next = Math.max(current + 1, bucket - BUCKETS + 1); next <= bucket; next++) {
            buckets[(int) (next % BUCKETS)] = 0;
        }
        current = Math.max(current, bucket);
    }
}
