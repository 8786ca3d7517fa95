package org.lyceum.chat.outbox;

import java.util.Collection;
import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;

/**
 * The outbox on this node's disk. What a method has written is there after a crash before anybody is sent or told what
 * followed from it.
 */
public interface OutboxDisk {

    /** All, in order. */
    List<EventId> ids();

    /**
     * The first ones, in order.
     *
     * @param maxBytes after which no more are taken; the first is, whatever its size
     */
    List<SignedEvent> oldest(int maxBytes);

    /** Puts events, none of which is there yet, behind all others. */
    void append(List<SignedEvent> events);

    /**
     * Puts events before all others, in this order; those that are there already move. Done wholly or not at all.
     *
     * @param events in batches
     */
    void putFirst(Iterable<List<SignedEvent>> events);

    /** Also when it is not there. It may be there again after a crash. */
    void remove(Collection<EventId> events);
}
