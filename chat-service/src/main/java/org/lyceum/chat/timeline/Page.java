package org.lyceum.chat.timeline;

import java.util.List;

/**
 * A few posts on end, in order.
 *
 * @param moreBefore whether there are some before them
 * @param moreAfter whether there are some after them
 */
public record Page(List<Post> posts, boolean moreBefore, boolean moreAfter) {

    public Page {
        posts = List.copyOf(posts);
    }

    /** The place of the first one; 0 when there is none. */
    public long first() {
        return posts.isEmpty() ? 0 : posts.getFirst().seq();
    }

    /** The place of the last one; 0 when there is none. */
    public long last() {
        return posts.isEmpty() ? 0 : posts.getLast().seq();
    }
}
