package org.lyceum.chat.hosting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.timeline.Timeline;

/**
 * A room that this node is in. May be called from any thread; no call blocks. Once the room has been left every future
 * fails with {@link RoomException} {@code CLOSED}.
 */
public interface LiveRoom {

    RoomName name();

    /** The course as the person spelled it. */
    String title();

    /** This node's people, as what they say now is signed. */
    Author self();

    CompletableFuture<RoomStatus> status();

    /**
     * Says something: signs it, and keeps it until the room has heard it.
     *
     * @return done when it is on this node's disk; fails with {@code REFUSED} when this node's own view of the room
     *     shows that it will not be taken, {@code FULL} when too much waits, {@code TOO_LARGE}
     */
    default CompletableFuture<Sent> write(Body body) {
        return write(body, Optional.empty());
    }

    /**
     * As {@link #write(Body)}, once for each key.
     *
     * @param key the client's name for what it says, 1 to 64 characters: who says it again under the same key is told
     *     of the first time, after a start of this node too
     */
    CompletableFuture<Sent> write(Body body, Optional<String> key);

    /** As {@link #write(Body, Optional)}, for an event that another key has signed. */
    CompletableFuture<Sent> write(SignedEvent ready, Optional<String> key);

    /** Asks on the room's thread; the timeline must not be kept. */
    <T> CompletableFuture<T> ask(Function<Timeline, T> question);

    /**
     * Acknowledged events from the disk, in order.
     *
     * @param after the seq behind which to begin; 0 for all
     * @param limit the most that are returned, 1 to 1,000; fewer when they have more than 1 MiB together
     */
    CompletableFuture<List<Placed>> events(long after, int limit);

    /** Tells of what happens from now on, until the handle is closed. */
    Listening listen(RoomListener listener);

    /** Tells the others that somebody writes here. */
    void typing();

    /** Up to where this node's people have read; 0 for nothing. */
    CompletableFuture<Long> readUpTo();

    /** Marks all up to this seq as read; a mark never goes back. */
    void read(long seq);

    /**
     * What was written and will be heard.
     *
     * @param placed done when the room has acknowledged it, however long that takes; fails with {@code REFUSED} when
     *     the chat node gave it no place
     */
    record Sent(SignedEvent event, CompletableFuture<Placed> placed) {}

    /** Ends with {@link #close}. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
