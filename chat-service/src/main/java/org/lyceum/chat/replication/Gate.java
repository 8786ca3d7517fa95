package org.lyceum.chat.replication;

import java.util.Optional;
import org.lyceum.chat.events.SignedEvent;

/** Which events a room takes. */
public interface Gate {

    /** Whether its author has signed it. What is not genuine no node passes on. */
    boolean isGenuine(SignedEvent event);

    /**
     * Why the chat node gives this event no place, in at most 512 bytes of UTF-8; empty when it does. Events that
     * another log of the room has acknowledged come again here: what was allowed when an event was sent, is.
     */
    Optional<String> refusal(SignedEvent event);
}
