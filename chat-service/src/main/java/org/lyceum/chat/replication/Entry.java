package org.lyceum.chat.replication;

import java.util.Optional;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;

/** What the log of a room holds at one place. */
public record Entry(Position position, Content content) {

    /**
     * An event, what is left of it, or who votes. Whether the content of an event is there is each node's own matter:
     * logs are compared by their places alone.
     */
    public sealed interface Content {}

    public record Posted(SignedEvent event) implements Content {}

    /** An event whose content is gone, by retention or deletion: its place stays, so it gets no other. */
    public record Expired(EventId event) implements Content {}

    /** Who votes from here on, acknowledged or not. Every epoch begins with one. */
    public record Voters(Configuration configuration) implements Content {}

    public long seq() {
        return position.seq();
    }

    /** The event that has this place; empty where voters have it. */
    public Optional<EventId> event() {
        return switch (content) {
            case Posted posted -> Optional.of(posted.event().id());
            case Expired expired -> Optional.of(expired.event());
            case Voters _ -> Optional.empty();
        };
    }
}
