package org.lyceum.bittorrent.choker;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The rounds that BEP 3 describes: ranked every 10 seconds, the peer by chance drawn every 30, new connections three
 * times as likely, and peers that snub us last.
 */
public final class Bep3Choke implements ChokePolicy {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Long enough for a peer to send a whole piece, so that it can return the favour. */
    private static final Duration ROTATION = Duration.ofSeconds(30);

    /** A connection is new for one rotation and a half: one made just after a draw is still new at the next. */
    private static final Duration NEW = ROTATION.multipliedBy(3).dividedBy(2);

    private static final int WEIGHT_OF_NEW = 3;

    /** A peer that sent no block for so long has choked us, whatever it says: its slot goes to others. */
    private static final Duration SNUBBED = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private Optional<ChokeCandidate> optimistic = Optional.empty();
    private Instant drawnAt = Instant.MIN;

    public Bep3Choke(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public Unchoked round(List<ChokeCandidate> peers, boolean seeding, Instant now) {
        Slots slots = slots(peers, seeding, now);
        slots.giveBest();
        optimistic = optimistic
                .flatMap(peer -> peer.stillUnchokedIn(peers, now))
                .filter(peer -> drawnAt.plus(ROTATION).isAfter(now))
                .filter(peer -> !slots.isByRate(peer) && slots.give(peer));
        if (optimistic.isEmpty()) {
            draw(slots, now);
        }
        slots.giveRest();
        return slots.unchoked(optimistic);
    }

    @Override
    public Unchoked fill(List<ChokeCandidate> peers, boolean seeding, Instant now) {
        Slots slots = slots(peers, seeding, now);
        slots.keep();
        optimistic = optimistic.flatMap(peer -> peer.stillUnchokedIn(peers, now));
        if (optimistic.isEmpty() && slots.isFree()) {
            draw(slots, now);
        }
        slots.giveRest();
        return slots.unchoked(optimistic);
    }

    private void draw(Slots slots, Instant now) {
        optimistic = slots.giveByChance(peer -> isSince(peer.connectedAt(), NEW, now) ? WEIGHT_OF_NEW : 1);
        drawnAt = now;
    }

    private Slots slots(List<ChokeCandidate> peers, boolean seeding, Instant now) {
        Comparator<ChokeCandidate> fastestFirst = ChokeCandidate.fastestFirst(seeding);
        Comparator<ChokeCandidate> bestFirst = seeding
                ? fastestFirst
                : Comparator.<ChokeCandidate, Boolean>comparing(peer -> !isSince(peer.lastBlockAt(), SNUBBED, now))
                        .thenComparing(fastestFirst);
        return new Slots(peers, bestFirst, now, random);
    }

    private static boolean isSince(Instant event, Duration age, Instant now) {
        return event.plus(age).isAfter(now);
    }
}
