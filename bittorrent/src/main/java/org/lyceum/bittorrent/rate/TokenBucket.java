package org.lyceum.bittorrent.rate;

import static org.lyceum.bittorrent.rate.RateLimits.UNLIMITED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * So many bytes a second for all who share it; may be used by any thread. Time is handed in, in nanoseconds that only
 * ever grow.
 *
 * <p>What holds while the rate stays the same:
 *
 * <ul>
 *   <li>in no span of time is more granted than rate x span, and what the bucket holds at most ({@link #BURST} of the
 *       rate), and one {@link #QUANTUM};
 *   <li>who finds nothing waits in line, and nobody is served past the line. What there is is divided evenly among those
 *       who wait, as far as they want it; each gets a quantum at least, and when there is not enough for that, the first
 *       in line get it, and the others the next time;
 *   <li>what was given back is as if it had not been granted.
 * </ul>
 *
 * <p>A bucket grants as long as it is not in debt, so that the slowest rate still lets a whole block pass, and then none
 * until that is paid for.
 */
public final class TokenBucket {

    /** The least that is granted to somebody who wants that much: a block. */
    public static final int QUANTUM = 16 * 1024;

    /** What a bucket saves up while nobody wants anything. */
    public static final Duration BURST = Duration.ofMillis(500);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Claim, Long> line = new LinkedHashMap<>();
    private volatile long rate;
    private double balance;
    private long filledAt;

    /** @param bytesPerSecond 0 for no limit */
    public TokenBucket(long bytesPerSecond, long nowNanos) {
        rate = bytesPerSecond;
        balance = capacity();
        filledAt = nowNanos;
    }

    /** Told, by whichever thread serves the line, how many bytes it was granted; more than none. */
    @FunctionalInterface
    public interface Claim {
        void granted(long bytes);
    }

    private record Grant(Claim claim, long bytes) {}

    /** Bytes per second; 0 for no limit. */
    public long rate() {
        return rate;
    }

    /** Counts from now on; {@link #serve} tells those who wait. */
    public synchronized void setRate(long bytesPerSecond, long nowNanos) {
        fill(nowNanos);
        boolean wasUnlimited = rate == UNLIMITED;
        rate = bytesPerSecond;
        balance = wasUnlimited ? capacity() : Math.min(balance, capacity());
    }

    /**
     * Grants some of {@code wanted} bytes at once, or else remembers the claim and grants 0.
     *
     * @param claim one that is not waiting already
     */
    public synchronized long take(Claim claim, long wanted, long nowNanos) {
        fill(nowNanos);
        if (line.isEmpty() && grants()) {
            return grant(wanted, 1);
        }
        line.put(claim, wanted);
        return 0;
    }

    /** Grants what there is to those who wait. */
    public void serve(long nowNanos) {
        // outside of the lock, since a claim may want to take more at once
        share(nowNanos).forEach(grant -> grant.claim.granted(grant.bytes));
    }

    private synchronized List<Grant> share(long nowNanos) {
        fill(nowNanos);
        List<Grant> grants = new ArrayList<>();
        Iterator<Map.Entry<Claim, Long>> first = line.entrySet().iterator();
        while (first.hasNext() && grants()) {
            Map.Entry<Claim, Long> next = first.next();
            grants.add(new Grant(next.getKey(), grant(next.getValue(), line.size())));
            first.remove();
        }
        return grants;
    }

    private boolean grants() {
        return rate == UNLIMITED || balance > 0;
    }

    private long grant(long wanted, int sharers) {
        if (rate == UNLIMITED) {
            return wanted;
        }
        long granted = Math.min(wanted, Math.max(QUANTUM, (long) (balance / sharers)));
        balance -= granted;
        return granted;
    }

    /** True while somebody has to be served. */
    public synchronized boolean isAwaited() {
        return !line.isEmpty();
    }

    /** The claim is no longer to be served. */
    public synchronized void withdraw(Claim claim) {
        line.remove(claim);
    }

    /** Bytes that were granted and not used. */
    public synchronized void giveBack(long bytes) {
        balance = Math.min(balance + bytes, capacity());
    }

    private double capacity() {
        return rate * (BURST.toNanos() / NANOS_PER_SECOND);
    }

    private void fill(long nowNanos) {
        // threads that looked at the time one after the other may come here the other way round
        long elapsed = Math.max(0, nowNanos - filledAt);
        balance = Math.min(balance + rate * (elapsed / NANOS_PER_SECOND), capacity());
        filledAt += elapsed;
    }
}
