package org.lyceum.bittorrent.choker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The three best and one by chance, every 30 seconds. */
public final class ClassicChoke implements ChokePolicy {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Optional<ChokeCandidate> optimistic = Optional.empty();

    public ClassicChoke(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public Unchoked round(List<ChokeCandidate> peers, boolean seeding, Instant now) {
        Slots slots = new Slots(peers, ChokeCandidate.fastestFirst(seeding), now, random);
        slots.giveBest();
        optimistic = slots.giveByChance(_ -> 1);
        slots.giveRest();
        return slots.unchoked(optimistic);
    }

    @Override
    public Unchoked fill(List<ChokeCandidate> peers, boolean seeding, Instant now) {
        Slots slots = new Slots(peers, ChokeCandidate.fastestFirst(seeding), now, random);
        slots.keep();
        optimistic = optimistic.flatMap(peer -> peer.stillUnchokedIn(peers, now));
        if (optimistic.isEmpty() && slots.isFree()) {
            optimistic = slots.giveByChance(_ -> 1);
        }
        slots.giveRest();
        return slots.unchoked(optimistic);
    }
}
