package org.lyceum.overlay.gossip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one neighbour may still do. */
final class GossipLink {

    /** Bodies that may be on their way when a link is taken up anew; more of them is a fault. */
    private static final int FORGIVEN = 16;

    /** Offered and asked for, but never sent; more of them is a fault. */
    private static final int MAX_OWED = 4_096;

    /** Bodies asked of it and not received; it may send these alone. */
    final Set<GossipId> asked = new HashSet<>();

    /** To be named in the next offer. */
    final List<GossipId> unoffered = new ArrayList<>();

    long offeredAt = Long.MIN_VALUE / 2;

    /** When all that is kept is offered once more. */
    long secondOffer;

    private int unasked;

    private final GossipSettings settings;
    private double allowance;
    private long countedAt;

    GossipLink(GossipSettings settings, long now, long secondOffer) {
        this.secondOffer = secondOffer;
        this.settings = settings;
        this.allowance = settings.offerBurst();
        this.countedAt = now;
    }

    boolean sendsTooMuch() {
        return ++unasked > FORGIVEN;
    }

    boolean owesTooMuch() {
        return asked.size() > MAX_OWED;
    }

    /** A token bucket of unknown names. */
    boolean mayOffer(long now) {
        allowance =
                Math.min(settings.offerBurst(), allowance + (now - countedAt) * settings.offersPerSecond() / 1000.0);
        countedAt = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }
}
