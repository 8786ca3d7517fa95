package org.lyceum.chat.timeline;

import java.util.List;

/**
 * A reaction to a post.
 *
 * @param who in the order in which they reacted
 */
public record Reacted(String emoji, List<Speaker> who) {

    public Reacted {
        who = List.copyOf(who);
    }
}
