package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.util.Comparator;

/**
 * What a connection is worth when there are more peers than may be connected.
 *
 * @param interest whether one side wants something of the other; not the word of a peer that had a slot and asked for
 *     nothing
 * @param idleNanos since the last block went either way, or since the connection was made
 */
record Usefulness(boolean interest, long idleNanos) {

    /** Time to say what it has and wants. */
    private static final long WITHOUT_INTEREST = Duration.ofSeconds(30).toNanos();

    /** Twenty rounds in which it might have got a slot, or given us one. */
    private static final long IN_VAIN = Duration.ofMinutes(10).toNanos();

    /** The least useful first. */
    static final Comparator<Usefulness> ORDER = Comparator.comparing(Usefulness::isReplaceable)
            .reversed()
            .thenComparing(Usefulness::interest)
            .thenComparing(Comparator.comparingLong(Usefulness::idleNanos).reversed());

    /** Whether a newcomer, of whom nothing is known, promises more. */
    boolean isReplaceable() {
        return idleNanos >= (interest ? IN_VAIN : WITHOUT_INTEREST);
    }
}
