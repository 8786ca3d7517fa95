package org.lyceum.overlay.gossip;

import java.time.Duration;

/**
 * The bounds and times of {@link Gossip}.
 *
 * @param answerTimeout after which a body is asked of another who offered it
 * @param retention how long a body is kept for those who were away
 * @param retainedBytes of all bodies together; the oldest go first
 * @param retainedBodies at most that many, the oldest go first
 * @param rememberedIds names of what was seen, so that it is not taken again
 * @param reconciliation between two times of offering all that is recent to one neighbour, for what got lost
 * @param offersPerSecond unknown names that one neighbour may offer, on average
 * @param offerBurst and at once
 */
public record GossipSettings(
        Duration answerTimeout,
        Duration retention,
        int retainedBytes,
        int retainedBodies,
        int rememberedIds,
        Duration reconciliation,
        int offersPerSecond,
        int offerBurst) {

    public static GossipSettings defaults() {
        return new GossipSettings(
                Duration.ofMillis(500),
                Duration.ofMinutes(2),
                4 * 1024 * 1024,
                1_024,
                16_384,
                Duration.ofSeconds(10),
                100,
                2_048);
    }

    /** @throws IllegalArgumentException when less would be remembered than is kept */
    public GossipSettings {
        if (rememberedIds < retainedBodies) {
            throw new IllegalArgumentException("%d names remembered, at least the %d kept bodies are needed"
                    .formatted(rememberedIds, retainedBodies));
        }
    }
}
