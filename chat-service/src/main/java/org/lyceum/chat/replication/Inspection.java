package org.lyceum.chat.replication;

import java.util.List;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/** Looks at what others send, and reports who sends what cannot be. */
final class Inspection {

    /** Epochs that a node may have missed: elections without end, a second each, for twelve days. */
    private static final long MAX_LEAP = 1L << 20;

    private final RoomName room;
    private final Gate gate;
    private final ReplicaActions actions;

    Inspection(RoomName room, Gate gate, ReplicaActions actions) {
        this.room = room;
        this.gate = gate;
        this.actions = actions;
    }

    /** Whether a room whose epoch is the one can have come to the other meanwhile. */
    boolean isReachable(PeerId from, long known, long epoch) {
        if (epoch > known + MAX_LEAP) {
            actions.misbehaved(from, "speaks of epoch %d, and it is %d".formatted(epoch, known));
            return false;
        }
        return true;
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
