package org.lyceum.chat.events;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The name of a course's room, in the one form that all spellings of it share: {@code SWE}, {@code swe} and
 * {@code " Swe "} are one room.
 *
 * @param key lower case, Unicode normal form C, without space at either end; at most {@value #MAX_BYTES} bytes of UTF-8
 */
public record RoomName(String key) {

    /** As many as the directory allows for a course. */
    public static final int MAX_BYTES = 128;

    /** @throws IllegalArgumentException when it is not the form that {@link #of} gives */
    public RoomName {
        if (!key.equals(fold(key))) {
            throw new IllegalArgumentException("room '%s' is not in the form of a room's name".formatted(key));
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a course needs a name: it is empty");
        }
        if (key.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the course's name has a control character in it");
        }
        Texts.require("the course's name", key, MAX_BYTES);
    }

    /**
     * The room of a course, however someone spells it.
     *
     * @throws IllegalArgumentException when it is empty, too long, or no text; the message says which
     */
    public static RoomName of(String course) {
        return new RoomName(fold(course));
    }

    /** Twice, for the few letters whose small form is composed anew; upper case first, so that ß is as ss. */
    private static String fold(String course) {
        return trim(foldOnce(foldOnce(course)));
    }

    private static String foldOnce(String course) {
        String composed = Normalizer.normalize(course, Normalizer.Form.NFC);
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Space of any kind, the one that does not break too. */
    private static String trim(String text) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (start < end && isSpace(points[start])) {
            start++;
        }
        while (end > start && isSpace(points[end - 1])) {
            end--;
        }
        return new String(points, start, end - start);
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    @Override
    public String toString() {
        return key;
    }
}
