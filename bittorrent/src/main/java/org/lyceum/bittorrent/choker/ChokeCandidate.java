package org.lyceum.bittorrent.choker;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A connected peer as a choke policy sees it.
 *
 * @param peer the caller's number for it
 * @param interested whether it wants something from us
 * @param unchoked whether we let it have it
 * @param downloaded payload bytes from it since the last {@link ChokePolicy#round}
 * @param uploaded payload bytes to it since the last round
 * @param connectedAt tells it from an earlier peer with its number
 * @param lastBlockAt when a block last came from it; when it connected, if none has
 * @param chokeChangedAt when we last choked or unchoked it; {@link Instant#MIN} if never
 */
public record ChokeCandidate(
        int peer,
        boolean interested,
        boolean unchoked,
        long downloaded,
        long uploaded,
        Instant connectedAt,
        Instant lastBlockAt,
        Instant chokeChangedAt) {

    /** By what they gave, or when seeding by what they took: the slots go where the bytes flow. */
    static Comparator<ChokeCandidate> fastestFirst(boolean seeding) {
        return Comparator.comparingLong(seeding ? ChokeCandidate::uploaded : ChokeCandidate::downloaded)
                .reversed();
    }

    /** This peer as it is among {@code peers} now, as long as it uses its slot. */
    Optional<ChokeCandidate> stillUnchokedIn(List<ChokeCandidate> peers) {
        return peers.stream()
                .filter(other -> other.peer == peer && other.connectedAt.equals(connectedAt))
                .filter(other -> other.unchoked && other.interested)
                .findFirst();
    }
}
