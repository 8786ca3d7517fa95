package org.lyceum.ui.nodes;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a torrent uploads to.
 *
 * @param slots how many there are, taken or free
 * @param nextRoundSeconds until all are given out anew
 */
public record Choking(ChokePolicy algorithm, int slots, List<Slot> taken, long nextRoundSeconds) {

    /**
     * A slot that a peer has.
     *
     * @param optimistic by chance, and not for its rate
     * @param interested false when it fetches nothing
     * @param downloadRate bytes per second from the peer, {@code uploadRate} to it
     */
    public record Slot(
            String address,
            String client,
            boolean optimistic,
            boolean interested,
            long downloadRate,
            long uploadRate) {}

    /**
     * A slot, taken or free.
     *
     * @param number from 1
     * @param slot null when it is free
     */
    public record Place(int number, @Nullable Slot slot) {}

    /** All slots, the free ones last. */
    public List<Place> places() {
        return IntStream.range(0, slots)
                .mapToObj(i -> new Place(i + 1, i < taken.size() ? taken.get(i) : null))
                .toList();
    }
}
