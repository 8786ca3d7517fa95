package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Map<InetSocketAddress, Candidate> candidates = new LinkedHashMap<>();
    private int dialling;

    private static final class Candidate {
        private boolean busy;
        private int failures;
        private long connectedAt;
        private long notBefore = Long.MIN_VALUE;
    }

    void found(InetSocketAddress address) {
        if (address.getPort() > 0 && candidates.size() < MOST_CANDIDATES) {
            candidates.computeIfAbsent(address, _ -> new Candidate());
        }
    }

    /** Addresses to dial now, at most {@code room}; each is then busy until one of the next calls. */
    List<InetSocketAddress> due(int room, long nowNanos) {
        List<InetSocketAddress> due = new ArrayList<>();
        for (Map.Entry<InetSocketAddress, Candidate> entry : candidates.entrySet()) {
            if (due.size() >= room || dialling >= MOST_DIALS) {
                break;
            }
            Candidate candidate = entry.getValue();
            if (!candidate.busy && candidate.notBefore <= nowNanos) {
                candidate.busy = true;
                dialling++;
                due.add(entry.getKey());
            }
        }
        return due;
    }

    /** The handshake succeeded; the address stays busy while the connection lives. */
    void connected(InetSocketAddress address, long nowNanos) {
        dialling--;
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            candidate.connectedAt = nowNanos;
        }
    }

    /** There was no need to dial: it is connected to us. */
    void spared(InetSocketAddress address, long nowNanos) {
        dialling--;
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            candidate.busy = false;
            candidate.notBefore = nowNanos + FIRST_RETRY.toNanos();
        }
    }

    void failed(InetSocketAddress address, long nowNanos) {
        dialling--;
        retryLater(address, nowNanos);
    }

    /** A connection that stood has ended; only one that lasted makes up for failures. */
    void disconnected(InetSocketAddress address, long nowNanos) {
        Candidate candidate = candidates.get(address);
        if (candidate != null && nowNanos - candidate.connectedAt >= LASTING.toNanos()) {
            candidate.failures = 0;
        }
        retryLater(address, nowNanos);
    }

    /** Never dial it again: it is banned, or it is ourselves. */
    void forget(InetSocketAddress address) {
        candidates.remove(address);
    }

    private void retryLater(InetSocketAddress address, long nowNanos) {
        Candidate candidate = candidates.get(address);
        if (candidate != null) {
            candidate.busy = false;
            candidate.notBefore = nowNanos + (FIRST_RETRY.toNanos() << candidate.failures);
            if (++candidate.failures > MOST_FAILURES) {
                candidates.remove(address);
            }
        }
    }
}
