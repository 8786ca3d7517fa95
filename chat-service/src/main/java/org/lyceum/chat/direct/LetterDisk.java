package org.lyceum.chat.direct;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/**
 * Direct messages on this node's disk. What a method has written is there after a crash before anybody is sent or told
 * what followed from it.
 */
public interface LetterDisk {

    /**
     * Keeps a message behind all others.
     *
     * @param key the client's name for it
     * @param waiting whether it has to be sent
     * @return empty when it is there already
     */
    Optional<Letter> add(PeerId with, SignedEvent event, Optional<String> key, boolean waiting);

    /** What was written under a key. */
    Optional<Letter> find(PeerId with, String key);

    /** The other end has these. */
    void arrived(PeerId at, Collection<EventId> events);

    /** To whom something waits. */
    List<PeerId> addressees();

    /**
     * What waits to be sent, in order.
     *
     * @param maxEvents the most that are returned
     */
    List<SignedEvent> waiting(PeerId to, int maxEvents);

    /** How many are kept with one peer. */
    long count(PeerId with);

    /** The newest message with each peer, newest first. */
    List<Letter> conversations();

    /**
     * A part of a conversation, the newest last.
     *
     * @param before a number
     */
    List<Letter> conversation(PeerId with, long before, int limit);
}
