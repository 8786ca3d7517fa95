package org.lyceum.bittorrent.swarm;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.lyceum.bittorrent.choker.ChokeCandidate;
import org.lyceum.bittorrent.choker.ChokePolicy;
import org.lyceum.bittorrent.choker.Unchoked;

/** Asks the choke policy when its round is due, or when a slot may have become free, and does what it says. */
final class Choking {

    private final Connections connections;
    private final ChokePolicy policy;
    private final BooleanSupplier seeding;
    private final LongSupplier ticker;
    private Instant nextRound = Instant.MIN;
    private OptionalInt optimistic = OptionalInt.empty();

    Choking(Connections connections, ChokePolicy policy, BooleanSupplier seeding, LongSupplier ticker) {
        this.connections = connections;
        this.policy = policy;
        this.seeding = seeding;
        this.ticker = ticker;
    }

    /** The peer that has its slot by chance. */
    OptionalInt optimistic() {
        return optimistic;
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
        connections.all().forEach(PeerConnection::beginChokeRound);
    }

    private List<ChokeCandidate> candidates() {
        return connections.all().stream().map(PeerConnection::chokeCandidate).toList();
    }

    private void carryOut(Unchoked unchoked) {
        optimistic = unchoked.optimistic();
        for (PeerConnection peer : connections.all()) {
            peer.setChoking(!unchoked.peers().contains(peer.number()));
        }
    }

    private Instant now() {
        return PeerConnection.instant(ticker.getAsLong());
    }
}
