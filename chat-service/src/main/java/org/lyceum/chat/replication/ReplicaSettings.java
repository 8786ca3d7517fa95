package org.lyceum.chat.replication;

import java.time.Duration;

/**
 * The times and bounds of a {@link Replica}.
 *
 * @param heartbeat between two signs of life of a chat node
 * @param minElection silence of the chat node after which another may take over, at the earliest; one that has no
 *     majority for twice that long steps down
 * @param maxElection at the latest, before the candidates' own messages; each waits a random time in between
 * @param election after which a candidate gives up, to try again
 * @param quietBeforeFounding for which nobody may have known the room before a node founds it
 * @param secondCopy how long a chat node that is the only voter waits for another node to hold an event too
 * @param voterAbsence silence after which a voter is replaced
 * @param maxVoters odd, at most {@value Configuration#MAX_VOTERS}
 * @param maxBatchBytes of the entries in a message, unless one alone has more
 * @param maxPending entries that are not acknowledged yet, beyond which none is taken
 */
public record ReplicaSettings(
        Duration heartbeat,
        Duration minElection,
        Duration maxElection,
        Duration election,
        Duration quietBeforeFounding,
        Duration secondCopy,
        Duration voterAbsence,
        int maxVoters,
        int maxBatchBytes,
        int maxPending) {

    public static ReplicaSettings defaults() {
        return new ReplicaSettings(
                Duration.ofMillis(500),
                Duration.ofMillis(1_500),
                Duration.ofMillis(3_000),
                Duration.ofMillis(2_000),
                Duration.ofMillis(1_500),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(30),
                5,
                256 * 1024,
                4_096);
    }

    public ReplicaSettings {
        if (maxVoters < 1 || maxVoters % 2 == 0 || maxVoters > Configuration.MAX_VOTERS) {
            throw new IllegalArgumentException(
                    "%d voters: an odd number up to %d is wanted".formatted(maxVoters, Configuration.MAX_VOTERS));
        }
        if (heartbeat.multipliedBy(2).compareTo(minElection) > 0 || minElection.compareTo(maxElection) >= 0) {
            throw new IllegalArgumentException("heartbeat %s, election after %s to %s: each must be well below the next"
                    .formatted(heartbeat, minElection, maxElection));
        }
    }
}
