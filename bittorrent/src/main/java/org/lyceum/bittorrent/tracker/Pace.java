package org.lyceum.bittorrent.tracker;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads what would begin all at once: some may at once, the others one after the other. Pure: whoever asks waits for as
 * long as the answer says.
 */
final class Pace {

    private final Duration burst;
    private final Duration between;

    /** When the next one would begin if none had gone ahead of its time. */
    private Instant next = Instant.MIN;

    /**
     * @param burst how many may begin at once after a pause
     * @param between from one to the next
     */
    Pace(int burst, Duration between) {
        this.burst = between.multipliedBy(burst - 1);
        this.between = between;
    }

    /** Takes the next place; the answer is how long it is off. */
    Duration take(Instant now) {
        Instant place = next.isAfter(now) ? next : now;
        next = place.plus(between);
        Duration wait = Duration.between(now, place).minus(burst);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
