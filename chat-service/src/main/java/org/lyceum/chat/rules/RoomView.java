package org.lyceum.chat.rules;

import java.time.Instant;
import java.util.Optional;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;

/** What the rules ask of a room, as it is after the events so far. */
public interface RoomView {

    RoomName room();

    Standings standings();

    /** What the peer has shown when it last joined. */
    Credentials shown(PeerId peer);

    /** What people can see at this event: none for one that is unknown, was deleted, or only changes another. */
    Optional<Said> said(EventId id);

    Optional<Silence> silence(PeerId peer);

    boolean isMember(PeerId peer);

    int members();

    /** How many posts are pinned. */
    int pins();

    /** Whether questions may be asked anonymously here. */
    boolean takesAnonymousQuestions();

    /** When the n-th last anonymous question was asked, counted from 1. */
    Optional<Instant> anonymousQuestion(int fromLast);

    /** Something that can be seen in the room. */
    interface Said {

        /** Whose key signed it. */
        PeerId author();

        /** Whether someone wrote it, rather than that it tells who came, left or leads. */
        boolean written();

        /** Whether it asks a machine-learning node. */
        boolean request();

        /** Whether it answers in a topic that something else began. */
        boolean reply();

        boolean pinned();

        /** How many different reactions it has. */
        int reactions();

        boolean hasReaction(String emoji);

        /** How many reactions one person has left here. */
        int reactionsOf(PeerId peer);
    }

    /**
     * That someone was told to be silent.
     *
     * @param from when it was said, by the clock of who said it
     * @param until excluded
     */
    record Silence(Instant from, Instant until) {

        public boolean covers(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }
}
