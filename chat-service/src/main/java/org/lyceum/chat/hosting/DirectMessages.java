package org.lyceum.chat.hosting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.hosting.LiveRoom.Listening;
import org.lyceum.overlay.PeerId;

/** What this node's people and others say to each other alone. May be called from any thread; no call blocks. */
public interface DirectMessages {

    /**
     * Writes to somebody, who gets it when both nodes are up and in one room.
     *
     * @param key the client's name for it, 1 to 64 characters: the same again gives the first message
     * @return done when it is on this node's disk; fails with {@link RoomException} {@code TOO_LARGE}, {@code FULL}, or
     *     {@code REFUSED} for a message to oneself
     */
    CompletableFuture<Letter> write(PeerId to, String text, Optional<String> key);

    /** The newest message with each peer, newest first. */
    CompletableFuture<List<Letter>> conversations();

    /**
     * A part of a conversation, the newest last.
     *
     * @param before a {@linkplain Letter#number number}; {@link Long#MAX_VALUE} for the newest
     * @param limit 1 to 500
     */
    CompletableFuture<List<Letter>> conversation(PeerId with, long before, int limit);

    Listening listen(DirectListener listener);

    /** Hears of direct messages, on the rooms' thread: it must not block. */
    interface DirectListener {

        /** A message has come, or was written here. */
        default void kept(Letter letter) {}

        /** What was written here has reached the other's node. */
        default void arrived(PeerId at, List<EventId> events) {}
    }
}
