package org.lyceum.bittorrent.swarm;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets one torrent of an engine be hashed at a time, in the order of asking: several at once would drive the disk from
 * one to the other, and each other's files out of the pool. Safe for use by every event loop.
 */
final class CheckQueue {

    /** The first has its turn. */
    private final SequencedSet<Turn> line = new LinkedHashSet<>();

    /** One check's place in the line. */
    final class Turn {

        private final Runnable begin;
        private volatile boolean now;

        private Turn(Runnable begin) {
            this.begin = begin;
        }

        /** Joins the line at its end. */
        void ask() {
            boolean first;
            synchronized (CheckQueue.this) {
                first = line.isEmpty();
                now = first;
                line.addLast(this);
            }
            // not "now": whoever ended meanwhile may have begun it already
            if (first) {
                begin.run();
            }
        }

        /** It has come. */
        boolean isNow() {
            return now;
        }

        /** The check is over, or no longer wanted. May be called again. */
        void end() {
            leave(this);
        }
    }

    /** @param begin called once it has come, by any thread, perhaps at once; must not block */
    Turn turn(Runnable begin) {
        return new Turn(begin);
    }

    private void leave(Turn turn) {
        @Nullable Turn next = null;
        synchronized (this) {
            boolean had = !line.isEmpty() && line.getFirst() == turn;
            line.remove(turn);
            if (had && !line.isEmpty()) {
                next = line.getFirst();
                next.now = true;
            }
        }
        if (next != null) {
            next.begin.run();
        }
    }
}
