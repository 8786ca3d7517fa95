package org.lyceum.chat.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/** What {@link Replica} wants done. Called while it decides: an action must not call back into it. */
public interface ReplicaActions {

    /** May get lost, come late, or come after what was sent later. */
    void send(PeerId to, RoomMessage message);

    /** The entry has its place for good. In order, from the one after {@link RoomLog#committed} at the start. */
    void committed(Entry entry);

    /**
     * Another orders the events now.
     *
     * @param chatNode this node or another; null when there is none that this node knows
     */
    void follows(@Nullable PeerId chatNode, long epoch);

    /** The chat node gives this event no place. */
    void refused(EventId event, String reason);

    /**
     * This log gives way to another of the same room. Its events, in order, are to be on disk, to be submitted anew,
     * before this returns: the log is cleared then.
     *
     * @param events in batches, read as they are asked for
     */
    void setAside(Iterable<List<SignedEvent>> events);

    /** A party sent what its author did not sign, or what no node of the room would send. */
    void misbehaved(PeerId peer, String what);

    /** The end of {@link Replica#leave}: another leads, or this node did not. */
    void left();
}
