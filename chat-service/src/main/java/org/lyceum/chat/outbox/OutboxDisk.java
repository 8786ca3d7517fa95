package org.lyceum.chat.outbox;

import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;

/** The outbox on this node's disk. What a method has written is there after a crash once it has returned. */
public interface OutboxDisk {

    /** All, in order. */
    List<SignedEvent> load();

    /** Puts an event behind all others. */
    void append(SignedEvent event);

    /** Keeps these, in this order, and no others. */
    void replace(List<SignedEvent> all);

    void remove(EventId event);
}
