package org.lyceum.chat.timeline;

import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;

/** The room as it is read: built from its events in order, by one thread at a time. */
public final class Timeline {

    private final RoomName room;
    private long lastSeq;

    public Timeline(RoomName room) {
        this.room = room;
    }

    public RoomName room() {
        return room;
    }

    /** The event has its place. */
    public void apply(Placed placed) {
        lastSeq = placed.seq();
    }

    /** All events come anew. */
    public void startOver() {
        lastSeq = 0;
    }

    public long lastSeq() {
        return lastSeq;
    }
}
