package org.lyceum.bittorrent.swarm;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.rate.TokenBucket;

/** A token bucket in use: who waits in its line is served by a timer. May be used by any thread. */
final class RateLimit {

    /** Far less than a bucket can save up, so that nothing is lost when a timer is late. */
    private static final long SERVING_MILLIS = 50;

    private final TokenBucket bucket;
    private final ScheduledExecutorService timer;
    private final LongSupplier ticker;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    RateLimit(long bytesPerSecond, ScheduledExecutorService timer, LongSupplier ticker) {
        bucket = new TokenBucket(bytesPerSecond, ticker.getAsLong());
        this.timer = timer;
        this.ticker = ticker;
    }

    boolean isLimited() {
        return bucket.rate() != RateLimits.UNLIMITED;
    }

    /** Bytes per second; 0 for no limit. */
    long rate() {
        return bucket.rate();
    }

    void setRate(long bytesPerSecond) {
        bucket.setRate(bytesPerSecond, ticker.getAsLong());
        bucket.serve(ticker.getAsLong());
    }

    /** As {@link TokenBucket#take}; a claim that has to wait is served as time passes. */
    long take(TokenBucket.Claim claim, long wanted) {
        long granted = bucket.take(claim, wanted, ticker.getAsLong());
        if (granted == 0) {
            schedule();
        }
        return granted;
    }

    void withdraw(TokenBucket.Claim claim) {
        bucket.withdraw(claim);
    }

    void giveBack(long bytes) {
        bucket.giveBack(bytes);
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            var _ = timer.schedule(this::serve, SERVING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void serve() {
        scheduled.set(false);
        bucket.serve(ticker.getAsLong());
        if (bucket.isAwaited()) {
            schedule();
        }
    }
}
