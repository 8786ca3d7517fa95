package org.lyceum.chat.replication;

import java.util.List;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/** Looks at what others send, and reports who sends what cannot be. */
final class Inspection {

    /** Epochs that a node may have missed: elections without end, a second each, for twelve days. */
    private static final long MAX_LEAP = 1L << 20;

    /** Between two leaps further than that: to the last epoch it is ten months. */
    private static final long LEAP_MILLIS = 100;

    private final RoomName room;
    private final Gate gate;
    private final ReplicaActions actions;
    private long leaptAt = Long.MIN_VALUE / 2;

    Inspection(RoomName room, Gate gate, ReplicaActions actions) {
        this.room = room;
        this.gate = gate;
        this.actions = actions;
    }

    /**
     * The epoch that this node may enter when it hears of one. A liar could name an epoch after which hardly any is
     * left, so a leap takes its time; what is refused on the way is said again.
     */
    long reachable(long known, long epoch, long now) {
        if (epoch <= known + MAX_LEAP) {
            return epoch;
        }
        if (now - leaptAt < LEAP_MILLIS) {
            return known;
        }
        leaptAt = now;
        return known + MAX_LEAP;
    }

    boolean areGenuine(PeerId from, List<Entry> entries) {
        return entries.stream()
                .allMatch(
                        entry -> !(entry.content() instanceof Entry.Posted posted) || isGenuine(from, posted.event()));
    }

    boolean isGenuine(PeerId from, SignedEvent event) {
        if (!event.room().equals(room)) {
            actions.misbehaved(from, "an event of the room '%s' in '%s'".formatted(event.room(), room));
            return false;
        }
        if (!gate.isGenuine(event)) {
            actions.misbehaved(from, "an event that %s has not signed".formatted(event.author()));
            return false;
        }
        return true;
    }
}
