package org.lyceum.chat.replication;

import java.util.Comparator;
import org.lyceum.overlay.PeerId;

/**
 * Which log of a room this is. There is one, unless nodes that could not reach each other founded the same room.
 *
 * @param at when, in milliseconds since 1970 by the founder's clock
 * @param nonce random
 */
public record Founding(long at, PeerId founder, long nonce) implements Comparable<Founding> {

    private static final Comparator<Founding> ORDER = Comparator.comparingLong(Founding::at)
            .thenComparing(Founding::founder)
            .thenComparingLong(Founding::nonce);

    @Override
    public int compareTo(Founding other) {
        return ORDER.compare(this, other);
    }
}
