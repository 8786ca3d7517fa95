package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.timeline.Found.Hit;
import org.lyceum.chat.timeline.Found.Range;
import org.lyceum.chat.timeline.Query.Term;

/** One search through the posts, from the newest to the oldest. */
final class PostSearch {

    private final Posts posts;
    private final Query query;
    private final WordFilter wanted;
    private final WordFilter wantedOfTopic;

    /** Whether a topic is the one that is wanted, as far as it was asked. */
    private final Map<EventId, Boolean> topics = new HashMap<>();

    PostSearch(Posts posts, Query query) {
        this.posts = posts;
        this.query = query;
        this.wanted = filter(query.terms());
        this.wantedOfTopic = filter(query.in() == null ? List.of() : List.of(query.in()));
    }

    private static WordFilter filter(List<Term> terms) {
        return terms.stream()
                .flatMap(term -> term.words().stream())
                .map(WordFilter::of)
                .reduce(WordFilter.EMPTY, WordFilter::and);
    }

    Found run(long before, int limit) {
        List<Hit> hits = new ArrayList<>();
        for (int i = posts.indexFrom(before) - 1; i >= 0; i--) {
            Held post = posts.get(i);
            List<Range> highlights = match(post);
            if (highlights != null) {
                if (hits.size() == limit) {
                    return new Found(hits, true);
                }
                hits.add(new Hit(post.view(), highlights));
            }
        }
        return new Found(hits, false);
    }

    /** Where the words stand in the text; null when something of the query does not hold. */
    private @Nullable List<Range> match(Held post) {
        if (!post.written()
                || post.deleted()
                || post.expired()
                || !post.filter().mayContain(wanted)) {
            return null;
        }
        if ((query.before() != null && post.sentAt >= query.before().toEpochMilli())
                || (query.after() != null && post.sentAt < query.after().toEpochMilli())
                || (query.file() && post.file() == null)
                || (query.from() != null && !isFrom(post, query.from()))
                || (query.in() != null && !isIn(post, query.in()))) {
            return null;
        }
        return query.terms().isEmpty() ? List.of() : matchTerms(post);
    }

    private @Nullable List<Range> matchTerms(Held post) {
        Located text = new Located(post.text());
        Located name = post.file() == null ? null : new Located(post.file().name());
        List<Range> ranges = new ArrayList<>();
        for (Term term : query.terms()) {
            int before = ranges.size();
            text.find(term, ranges);
            if (ranges.size() == before && (name == null || !name.find(term, new ArrayList<>()))) {
                return null;
            }
        }
        return merge(ranges);
    }

    private static boolean isFrom(Held post, String name) {
        return post.kind != PostKind.QUESTION
                && Folded.of(post.speaker.name()).toString().startsWith(name);
    }

    private boolean isIn(Held post, Term words) {
        Held first = post.topic == null ? post : posts.find(post.topic);
        return first != null
                && !first.deleted()
                && first.filter().mayContain(wantedOfTopic)
                && topics.computeIfAbsent(first.id, _ -> new Located(first.text()).find(words, new ArrayList<>()));
    }

    private static List<Range> merge(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        ranges.sort(Comparator.comparingInt(Range::start));
        for (Range range : ranges) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.start() <= last.end()) {
                merged.set(merged.size() - 1, new Range(last.start(), Math.max(last.end(), range.end())));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    /** A text with the places of its words. */
    private static final class Located {

        private final Folded text;
        private int[] starts = new int[16];
        private int[] ends = new int[16];
        private int count;

        Located(String original) {
            text = Folded.of(original);
            for (Words words = new Words(text); words.next(); ) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                    ends = Arrays.copyOf(ends, count * 2);
                }
                starts[count] = words.start();
                ends[count++] = words.end();
            }
        }

        /** Adds where the words stand, in the text as it was written. */
        boolean find(Term term, List<Range> into) {
            int before = into.size();
            for (int first = 0; first + term.words().size() <= count; first++) {
                int end = match(term, first);
                if (end >= 0) {
                    into.add(new Range(text.origin(starts[first]), text.originAfter(end - 1)));
                }
            }
            return into.size() > before;
        }

        /** Where the match ends that begins with this word; -1 when there is none. */
        private int match(Term term, int first) {
            int end = -1;
            for (int i = 0; i < term.words().size(); i++) {
                String word = term.words().get(i);
                int start = starts[first + i];
                int length = ends[first + i] - start;
                boolean mayGoOn = term.open() && i == term.words().size() - 1;
                if (!text.matches(start, word) || (length != word.length() && !(mayGoOn && length > word.length()))) {
                    return -1;
                }
                end = start + word.length();
            }
            return end;
        }
    }
}
