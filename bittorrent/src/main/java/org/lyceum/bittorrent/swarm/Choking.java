package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.choker.ChokeCandidate;
import org.lyceum.bittorrent.choker.ChokePolicy;
import org.lyceum.bittorrent.choker.Unchoked;

/** Asks the choke policy when its round is due, or when a slot may have become free, and does what it says. */
final class Choking {

    private final Connections connections;
    private final ChokeAlgorithm algorithm;
    private final ChokePolicy policy;
    private final BooleanSupplier seeding;
    private final LongSupplier ticker;
    private Instant nextRound = Instant.MIN;
    private OptionalInt optimistic = OptionalInt.empty();

    Choking(
            Connections connections,
            ChokeAlgorithm algorithm,
            RandomGenerator random,
            BooleanSupplier seeding,
            LongSupplier ticker) {
        this.connections = connections;
        this.algorithm = algorithm;
        policy = algorithm.policy(random);
        this.seeding = seeding;
        this.ticker = ticker;
    }

    /** Whether the peer has its slot by chance. */
    boolean isOptimistic(int peer) {
        return optimistic.isPresent() && optimistic.getAsInt() == peer;
    }

    /** A peer left, or its interest changed. */
    void demandChanged() {
        carryOut(policy.fill(candidates(), seeding.getAsBoolean(), now()));
    }

    void tick() {
        Instant now = now();
        if (now.isBefore(nextRound)) {
            demandChanged();
            return;
        }
        nextRound = now.plus(policy.interval());
        carryOut(policy.round(candidates(), seeding.getAsBoolean(), now));
        connections.all().forEach(peer -> peer.traffic().beginChokeRound());
    }

    ChokeStatus status() {
        long nanos = ticker.getAsLong();
        List<ChokeStatus.Slot> taken = connections.all().stream()
                .map(peer -> peer.status(nanos))
                .filter(peer -> !peer.amChoking())
                .sorted(Comparator.comparing(PeerStatus::optimistic))
                .map(Choking::slot)
                .toList();
        Instant now = PeerTraffic.instant(nanos);
        Duration untilRound = nextRound.isAfter(now) ? Duration.between(now, nextRound) : Duration.ZERO;
        return new ChokeStatus(algorithm, ChokePolicy.SLOTS, taken, untilRound);
    }

    private static ChokeStatus.Slot slot(PeerStatus peer) {
        return new ChokeStatus.Slot(
                peer.address(),
                peer.client(),
                peer.optimistic(),
                peer.peerInterested(),
                peer.downloadRate(),
                peer.uploadRate());
    }

    private List<ChokeCandidate> candidates() {
        return connections.all().stream()
                .map(peer -> peer.upload().chokeCandidate())
                .toList();
    }

    private void carryOut(Unchoked unchoked) {
        optimistic = unchoked.optimistic();
        for (PeerConnection peer : connections.all()) {
            peer.upload().setChoking(!unchoked.peers().contains(peer.number()));
        }
    }

    private Instant now() {
        return PeerTraffic.instant(ticker.getAsLong());
    }
}
