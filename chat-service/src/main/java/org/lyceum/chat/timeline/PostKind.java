package org.lyceum.chat.timeline;

import java.util.Locale;

/** What a post is. */
public enum PostKind {
    MESSAGE,
    ANNOUNCEMENT,
    LECTURE,
    FILE,
    /** Asked anonymously. */
    QUESTION,
    /** For a machine-learning node to read a file. */
    REQUEST,
    /** What that node read. */
    ANSWER,
    JOINED,
    LEFT,
    CHAT_NODE;

    /** Whether someone wrote it, rather than that it tells who came, left or leads. */
    public boolean written() {
        return this != JOINED && this != LEFT && this != CHAT_NODE;
    }

    /** As the interfaces write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
