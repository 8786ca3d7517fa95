package org.lyceum.chat.replication;

import java.util.Comparator;

/**
 * The place of an entry in a room's log, and the end of a log. Of two ends the later one is that of the log that holds
 * all that was acknowledged.
 *
 * @param epoch in which it was written; every chat node has an epoch of its own
 * @param seq 1 for the first entry, without gaps
 */
public record Position(long epoch, long seq) implements Comparable<Position> {

    /** The highest epoch and the highest seq: no room gets near, and who claims more lies. */
    static final long MAX = 1L << 48;

    /** The end of an empty log. */
    public static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::epoch).thenComparingLong(Position::seq);

    /** @throws IllegalArgumentException when it is neither a place nor {@link #START} */
    public Position {
        if (epoch < 0 || seq < 0 || epoch > MAX || seq > MAX || (epoch == 0) != (seq == 0)) {
            throw new IllegalArgumentException("no entry is at epoch %d, seq %d".formatted(epoch, seq));
        }
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "." + seq;
    }
}
