package org.lyceum.chat.hosting;

import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.overlay.PeerId;

/** Hears what happens in a room, on the room's thread: it must not block. */
public interface RoomListener {

    /**
     * Events have their place, and the timeline has them.
     *
     * @param events in order, as many as came at once; each once
     */
    default void placed(List<Placed> events) {}

    /** The log gave way to another: all events come anew, and their seqs and the log's id are others. */
    default void startedOver() {}

    default void statusChanged(RoomStatus status) {}

    /** Somebody at another node writes just now. */
    default void typing(PeerId who, String name) {}

    /** The chat node gave an event of this node's people no place. */
    default void refused(EventId event, String reason) {}

    /** Something for this node's people alone, such as a welcome. */
    default void notice(String text) {}

    /** The room was left; nothing follows. */
    default void closed() {}
}
