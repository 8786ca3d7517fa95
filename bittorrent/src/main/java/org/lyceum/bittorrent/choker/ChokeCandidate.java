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
 * @param lastTakenAt when a block last went to it, or now while one that it asked for waits; when it connected, if
 *     neither
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
        Instant lastTakenAt,
        Instant chokeChangedAt) {

    /** By what they gave, or when seeding by what they took: the slots go where the bytes flow. */
    static Comparator<ChokeCandidate> fastestFirst(boolean seeding) {
        return Comparator.comparingLong(seeding ? ChokeCandidate::uploaded : ChokeCandidate::downloaded)
                .reversed();
    }

    /**
     * Whether a slot is of use to it: it is interested, and has not left the slot that it has unused for
     * {@link ChokePolicy#UNUSED}.
     */
    public boolean isEager(Instant now) {
        return interested && !(unchoked && isLongAgo(lastTakenAt, now) && isLongAgo(chokeChangedAt, now));
    }

    private static boolean isLongAgo(Instant event, Instant now) {
        return !event.plus(ChokePolicy.UNUSED).isAfter(now);
    }

    /** This peer as it is among {@code peers} now, as long as it uses its slot. */
    Optional<ChokeCandidate> stillUnchokedIn(List<ChokeCandidate> peers, Instant now) {
        return peers.stream()
                .filter(other -> other.peer == peer && other.connectedAt.equals(connectedAt))
                .filter(other -> other.unchoked && other.isEager(now))
                .findFirst();
    }
}
