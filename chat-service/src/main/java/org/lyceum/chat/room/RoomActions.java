package org.lyceum.chat.room;

import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.overlay.PeerId;

/** What {@link Room} wants done. Called while it decides: an action must not call back into it. */
public interface RoomActions {

    /** May get lost, come late, or come after what was sent later. */
    void send(PeerId to, RoomMessage message);

    /**
     * The entry has its place for good. In order; after a start some may come that came before, and after
     * {@link #startOver} all.
     */
    void committed(Entry entry);

    /**
     * The log that this node held gives way to another of the same room, founded elsewhere: what was committed is told
     * anew, in its new place.
     */
    void startOver();

    /**
     * Another orders the events now.
     *
     * @param chatNode this node or another; null when there is none that this node knows
     */
    void follows(@Nullable PeerId chatNode, long epoch);

    /** An event of this node's people gets no place, and why. */
    void refused(EventId event, String reason);

    /** A party sent what its author did not sign, or what no node of the room would send. */
    void misbehaved(PeerId peer, String what);

    /** The end of {@link Room#leave}. */
    void left();
}
