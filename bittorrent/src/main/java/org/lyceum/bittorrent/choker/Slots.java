package org.lyceum.bittorrent.choker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The slots during one decision: who must keep one, who may have one, who has been given one. */
final class Slots {

    /** Slots that go by rate; the last goes by chance. */
    private static final int BY_RATE = ChokePolicy.SLOTS - 1;

    private final List<ChokeCandidate> peers;
    private final Instant now;
    private final RandomGenerator random;
    /** Peers that want and may have a slot, the best first, equals in random order. */
    private final List<ChokeCandidate> ranked;

    private final Set<ChokeCandidate> given = new LinkedHashSet<>();
    private final Set<ChokeCandidate> byRate = new HashSet<>();

    Slots(List<ChokeCandidate> peers, Comparator<ChokeCandidate> bestFirst, Instant now, RandomGenerator random) {
        this.peers = peers;
        this.now = now;
        this.random = random;
        ranked = new ArrayList<>(peers);
        ranked.removeIf(peer -> !peer.isEager(now) || (!peer.unchoked() && isHeld(peer)));
        Collections.shuffle(ranked, Random.from(random));
        ranked.sort(bestFirst);
    }

    /** Gives slots to the best, but first to those that must not be choked yet. */
    void giveBest() {
        List<ChokeCandidate> best = ranked.subList(0, Math.min(BY_RATE, ranked.size()));
        peers.stream().filter(peer -> peer.unchoked() && isHeld(peer)).forEach(this::give);
        for (ChokeCandidate peer : best) {
            if (give(peer)) {
                byRate.add(peer);
            }
        }
    }

    /** Leaves slots to those that have them, except idle peers as far as others wait. */
    void keep() {
        peers.stream()
                .filter(peer -> peer.unchoked() && (peer.isEager(now) || isHeld(peer)))
                .forEach(given::add);
        int needed = waiting().size();
        peers.stream()
                .filter(ChokeCandidate::unchoked)
                .filter(_ -> given.size() + needed < ChokePolicy.SLOTS)
                .forEach(this::give);
    }

    /**
     * Draws one of those that wait. When there is no room for it, a peer that had to keep its slot passes for the one
     * that has it by chance.
     */
    Optional<ChokeCandidate> giveByChance(ToIntFunction<ChokeCandidate> weight) {
        if (!isFree()) {
            return given.stream().filter(peer -> !byRate.contains(peer)).findFirst();
        }
        List<ChokeCandidate> waiting = waiting();
        int total = waiting.stream().mapToInt(weight).sum();
        int ticket = total == 0 ? 0 : random.nextInt(total);
        for (ChokeCandidate peer : waiting) {
            ticket -= weight.applyAsInt(peer);
            if (ticket < 0) {
                give(peer);
                return Optional.of(peer);
            }
        }
        return Optional.empty();
    }

    /** Gives what is left to the best, and then to peers that are unchoked already: nobody needs it. */
    void giveRest() {
        ranked.forEach(this::give);
        peers.stream().filter(ChokeCandidate::unchoked).forEach(this::give);
    }

    /** Whether the peer has a slot now. */
    boolean give(ChokeCandidate peer) {
        return given.contains(peer) || (isFree() && given.add(peer));
    }

    boolean isFree() {
        return given.size() < ChokePolicy.SLOTS;
    }

    boolean isByRate(ChokeCandidate peer) {
        return byRate.contains(peer);
    }

    private List<ChokeCandidate> waiting() {
        return ranked.stream().filter(peer -> !given.contains(peer)).toList();
    }

    private boolean isHeld(ChokeCandidate peer) {
        return peer.chokeChangedAt().plus(ChokePolicy.HOLD).isAfter(now);
    }

    Unchoked unchoked(Optional<ChokeCandidate> optimistic) {
        return new Unchoked(
                given.stream().map(ChokeCandidate::peer).collect(Collectors.toUnmodifiableSet()),
                optimistic.stream().mapToInt(ChokeCandidate::peer).findFirst());
    }
}
