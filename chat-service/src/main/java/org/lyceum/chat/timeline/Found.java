package org.lyceum.chat.timeline;

import java.util.List;

/**
 * What a search has found, newest first.
 *
 * @param more whether there are older ones
 */
public record Found(List<Hit> hits, boolean more) {

    public Found {
        hits = List.copyOf(hits);
    }

    /**
     * A post that has what was looked for.
     *
     * @param highlights where in the post's text the words stand; in order, none overlaps another
     */
    public record Hit(Post post, List<Range> highlights) {

        public Hit {
            highlights = List.copyOf(highlights);
        }
    }

    /**
     * A part of a text, in UTF-16 units.
     *
     * @param end excluded
     */
    public record Range(int start, int end) {}
}
