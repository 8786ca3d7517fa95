package org.lyceum.overlay.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;

/** A body that was offered and has not come. */
final class Wanted {

    private static final int MAX_REQUESTS = 6;

    private record Source(PeerId peer, int hops) {}

    private final List<Source> unasked = new ArrayList<>(4);
    private final Deque<PeerId> asked = new ArrayDeque<>(4);
    private int requests;
    private long deadline;

    Wanted(long deadline) {
        this.deadline = deadline;
    }

    /** When to ask someone, or someone else. */
    long deadline() {
        return deadline;
    }

    boolean isAsked() {
        return requests > 0;
    }

    void offeredBy(PeerId peer, int hops) {
        if (!asked.contains(peer) && unasked.stream().noneMatch(it -> it.peer.equals(peer))) {
            unasked.add(new Source(peer, hops));
        }
    }

    void forget(PeerId peer) {
        asked.remove(peer);
        unasked.removeIf(it -> it.peer.equals(peer));
    }

    /**
     * Whom to ask now: of those who were not asked yet the nearest to the origin, else the one asked longest ago; null
     * when nobody is left, or enough were asked.
     */
    @Nullable
    PeerId ask(long now, long answerTimeoutMillis) {
        PeerId next = unasked.stream()
                .min(Comparator.comparingInt(Source::hops))
                .map(Source::peer)
                .orElseGet(asked::peek);
        if (next == null || requests == MAX_REQUESTS) {
            return null;
        }
        forget(next);
        asked.add(next);
        requests++;
        deadline = now + answerTimeoutMillis;
        return next;
    }
}
