package org.lyceum.chat.hosting;

import java.util.List;
import java.util.Optional;
import org.lyceum.chat.events.RoomName;

/** The rooms that this node is in. May be called from any thread. */
public interface Rooms {

    /**
     * Enters the room of a course, now and at every start from now on. The room that this node is in already is just
     * returned.
     *
     * @param course in any spelling; the first one is the title that this node shows
     * @throws IllegalArgumentException when it is no name of a course; the message says why
     * @throws RoomException {@code FULL} when this node is in as many rooms as it may be
     */
    LiveRoom enter(String course);

    Optional<LiveRoom> find(RoomName room);

    /** In the order in which they were entered. */
    List<LiveRoom> all();

    /**
     * Says so to the others, and goes. What was said stays on this node's disk, and the room can be entered again.
     *
     * @return false when this node is not in the room
     */
    boolean leave(RoomName room);

    /**
     * What others see this node's people as from now on.
     *
     * @throws IllegalArgumentException when it is too long, or no text
     */
    void rename(String name);
}
