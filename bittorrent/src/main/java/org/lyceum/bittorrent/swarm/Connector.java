package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which peers to dial next: addresses that trackers, magnet links and peers named, with a back-off for those that
 * could not be reached. Pure: the caller dials and says how it went.
 */
final class Connector {

    /** Names beyond these are dropped, so that nobody can fill our memory with addresses. */
    private static final int MOST_CANDIDATES = 2000;

    private static final int MOST_DIALS = 10;
    private static final int MOST_FAILURES = 6;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** Whose turn it is comes first, and goes to the end with each attempt. */
    private final SequencedMap<InetSocketAddress, Candidate> candidates = new LinkedHashMap<>();

    /** Not dialled until they are named anew, and then no sooner than their back-off allows: the longest ago first. */
    private final SequencedMap<InetSocketAddress, Candidate> givenUp = new LinkedHashMap<>();

    private int dialling;

    private static final class Candidate {
        private boolean busy;
        private boolean seed;
        private int failures;
        private long connectedAt;
        private long notBefore = Long.MIN_VALUE;

        boolean isDue(boolean seedsToo, long nowNanos) {
            return !busy && notBefore <= nowNanos && (seedsToo || !seed);
        }
    }

    void found(InetSocketAddress address) {
        if (address.getPort() > 0 && candidates.size() < MOST_CANDIDATES && !candidates.containsKey(address)) {
            Candidate known = givenUp.remove(address);
            candidates.putLast(address, known != null ? known : new Candidate());
        }
    }

    /** Whether {@link #next} has an address. */
    boolean hasDue(boolean seedsToo, long nowNanos) {
        return dialling < MOST_DIALS
                && candidates.values().stream().anyMatch(candidate -> candidate.isDue(seedsToo, nowNanos));
    }

    /**
     * An address to dial now, which is then busy until one of the next calls.
     *
     * @param seedsToo whether peers that were seeds when they were last connected are wanted
     */
    @Nullable
    InetSocketAddress next(boolean seedsToo, long nowNanos) {
        if (dialling >= MOST_DIALS) {
            return null;
        }
        for (Map.Entry<InetSocketAddress, Candidate> entry : candidates.entrySet()) {
            if (entry.getValue().isDue(seedsToo, nowNanos)) {
                entry.getValue().busy = true;
                dialling++;
                return entry.getKey();
            }
        }
        return null;
    }

    /** Nanoseconds until {@link #next} may have an address; empty when it has none in view. */
    OptionalLong untilDue(boolean seedsToo, long nowNanos) {
        return candidates.values().stream()
                .filter(candidate -> !candidate.busy && (seedsToo || !candidate.seed))
                .mapToLong(candidate -> candidate.notBefore <= nowNanos ? 0 : candidate.notBefore - nowNanos)
                .min();
    }

    /** The handshake succeeded; the address stays busy while the connection lives. */
    void connected(InetSocketAddress address, long nowNanos) {
        dialling--;
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            candidate.connectedAt = nowNanos;
        }
    }

    /** It was not dialled after all. */
    void spared(InetSocketAddress address, long nowNanos) {
        dialling--;
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            waitUntil(nowNanos + FIRST_RETRY.toNanos(), address, candidate);
        }
    }

    void failed(InetSocketAddress address, long nowNanos) {
        dialling--;
        retryLater(address, nowNanos);
    }

    /** A connection that stood has ended; only one that lasted makes up for failures. */
    void disconnected(InetSocketAddress address, boolean seed, long nowNanos) {
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            candidate.seed = seed;
            if (nowNanos - candidate.connectedAt >= LASTING.toNanos()) {
                candidate.failures = 0;
            }
        }
        retryLater(address, nowNanos);
    }

    /** Never dial it again: it is banned, or it is ourselves. */
    void forget(InetSocketAddress address) {
        candidates.remove(address);
        givenUp.remove(address);
    }

    void forgetIf(Predicate<InetSocketAddress> unwanted) {
        candidates.keySet().removeIf(unwanted);
        givenUp.keySet().removeIf(unwanted);
    }

    private void retryLater(InetSocketAddress address, long nowNanos) {
        Candidate candidate = candidates.get(address);
        if (candidate == null) {
            return;
        }
        waitUntil(nowNanos + (FIRST_RETRY.toNanos() << candidate.failures), address, candidate);
        if (candidate.failures < MOST_FAILURES) {
            candidate.failures++;
        } else {
            candidates.remove(address);
            givenUp.putLast(address, candidate);
            if (givenUp.size() > MOST_CANDIDATES) {
                givenUp.pollFirstEntry();
            }
        }
    }

    private void waitUntil(long nanos, InetSocketAddress address, Candidate candidate) {
        candidate.busy = false;
        candidate.notBefore = nanos;
        candidates.putLast(address, candidate);
    }
}
