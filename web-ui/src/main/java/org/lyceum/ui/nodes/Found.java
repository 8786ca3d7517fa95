package org.lyceum.ui.nodes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that matches a search.
 *
 * @param highlight the parts of the text that match, in UTF-16 units
 */
public record Found(
        String id,
        long seq,
        String kind,
        Post.Author author,
        Instant sentAt,
        @Nullable String text,
        List<Range> highlight,
        Post.@Nullable File file) {

    private static final int LEAD = 40;
    private static final int LENGTH = 220;

    @SuppressWarnings("NullAway") // JSON without them
    public Found {
        highlight = highlight == null ? List.of() : List.copyOf(highlight);
    }

    /** From {@code start} to before {@code end}. */
    public record Range(int start, int end) {}

    /**
     * Of an excerpt.
     *
     * @param marked whether this is what matched
     */
    public record Part(String text, boolean marked) {}

    /** What is around the first match, in parts. */
    public List<Part> excerpt() {
        String all = text == null ? "" : text;
        List<Range> ranges = highlight.stream()
                .filter(range -> 0 <= range.start && range.start < range.end && range.end <= all.length())
                .sorted(Comparator.comparingInt(Range::start))
                .toList();
        int from = ranges.isEmpty() ? 0 : Math.max(0, ranges.getFirst().start - LEAD);
        int to = Math.min(all.length(), from + LENGTH);
        List<Part> parts = new ArrayList<>();
        add(parts, from > 0 ? "… " : "", false);
        int at = from;
        for (Range range : ranges) {
            if (range.start < at || range.end > to) {
                continue;
            }
            add(parts, all.substring(at, range.start), false);
            add(parts, all.substring(range.start, range.end), true);
            at = range.end;
        }
        add(parts, all.substring(at, to), false);
        add(parts, to < all.length() ? " …" : "", false);
        return parts;
    }

    private static void add(List<Part> parts, String text, boolean marked) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, marked));
        }
    }
}
