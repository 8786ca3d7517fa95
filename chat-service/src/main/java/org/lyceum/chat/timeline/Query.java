package org.lyceum.chat.timeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to look for. Every part has to hold. Case and diacritics do not matter, nor does punctuation between words.
 *
 * @param terms what has to be in the text or in the file's name; a word by its beginning, a {@code "phrase"} as it is
 * @param from how the author's name begins; null for any
 * @param in words of the post that begins the topic; null for any topic or none
 * @param before an instant that it was sent before; null for any
 * @param after an instant that it was not sent before; null for any
 * @param file whether only posts with a file are wanted
 */
public record Query(
        List<Term> terms,
        @Nullable String from,
        @Nullable Term in,
        @Nullable Instant before,
        @Nullable Instant after,
        boolean file) {

    /** Of a query as typed, in UTF-16 units. */
    public static final int MAX_LENGTH = 400;

    private static final Pattern PART =
            Pattern.compile("(?:(from|in|before|after|has):)?(?:\"([^\"]*)\"?|(\\S+))", Pattern.CASE_INSENSITIVE);

    /**
     * Words on end.
     *
     * @param words folded
     * @param open whether the last one may go on
     */
    public record Term(List<String> words, boolean open) {

        public Term {
            words = List.copyOf(words);
        }

        static Optional<Term> of(String text, boolean open) {
            List<String> words = Words.of(text);
            return words.isEmpty() ? Optional.empty() : Optional.of(new Term(words, open));
        }
    }

    public Query {
        terms = List.copyOf(terms);
    }

    /**
     * Reads words, {@code "phrases"}, {@code from:name}, {@code in:topic}, {@code before:2026-11-30} (until that day),
     * {@code after:2026-11-01} (from that day on) and {@code has:file}.
     *
     * @param zone whose days they are
     * @throws IllegalArgumentException when it looks for nothing, or a part cannot be understood; the message says which
     */
    public static Query parse(String text, ZoneId zone) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a search of %d characters, at most %d are allowed".formatted(text.length(), MAX_LENGTH));
        }
        List<Term> terms = new ArrayList<>();
        String from = null;
        Term in = null;
        Instant before = null;
        Instant after = null;
        boolean file = false;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            boolean quoted = part.group(2) != null;
            String value = quoted ? part.group(2) : part.group(3);
            String key = part.group(1) == null ? "" : part.group(1).toLowerCase(Locale.ROOT);
            switch (key) {
                case "from" ->
                    from = Folded.of(value.startsWith("@") ? value.substring(1) : value)
                            .toString();
                case "in" ->
                    in = Term.of(value, !quoted)
                            .orElseThrow(() ->
                                    new IllegalArgumentException("in: takes words of a topic, such as in:election"));
                case "before" -> before = startOfDay(key, value, zone);
                case "after" -> after = startOfDay(key, value, zone);
                case "has" -> file = requireFile(value);
                default -> Term.of(value, !quoted).ifPresent(terms::add);
            }
        }
        if (terms.isEmpty() && from == null && in == null && before == null && after == null && !file) {
            throw new IllegalArgumentException(
                    "nothing to look for: type a word, a \"phrase\", from:name, in:topic, before:2026-11-30, after:2026-11-01 or has:file");
        }
        return new Query(terms, from, in, before, after, file);
    }

    private static Instant startOfDay(String key, String value, ZoneId zone) {
        try {
            return LocalDate.parse(value).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("%s: takes a day such as 2026-11-01, not '%s'".formatted(key, value), e);
        }
    }

    private static boolean requireFile(String value) {
        if (!value.equalsIgnoreCase("file")) {
            throw new IllegalArgumentException("has: takes 'file' alone, not '%s'".formatted(value));
        }
        return true;
    }
}
