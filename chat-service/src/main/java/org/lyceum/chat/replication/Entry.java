package org.lyceum.chat.replication;

import org.lyceum.chat.events.SignedEvent;

/** What the log of a room holds at one place. */
public record Entry(Position position, Content content) {

    /** An event, or who votes. */
    public sealed interface Content {}

    public record Posted(SignedEvent event) implements Content {}

    /** Who votes from here on, acknowledged or not. Every epoch begins with one. */
    public record Voters(Configuration configuration) implements Content {}

    public long seq() {
        return position.seq();
    }
}
