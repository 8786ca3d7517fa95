package org.lyceum.overlay.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lyceum.overlay.PeerId;

/**
 * What a node says of itself.
 *
 * @param name of the person or machine, as shown; at most {@value #MAX_TEXT_BYTES} bytes of UTF-8
 * @param roles such as {@code seed}, {@code peer}, {@code ml}; {@linkplain #isWord words}
 * @param course what it belongs to, or empty; at most {@value #MAX_TEXT_BYTES} bytes of UTF-8
 * @param taskTypes the jobs it takes; words
 * @param capacity how many of them at once
 * @param presentation what proves its standing in a network
 * @param sequence raised with every change; of two records the higher one counts
 * @param expires when it counts no more unless renewed; to the millisecond
 */
public record NodeRecord(
        PeerId peer,
        String name,
        SortedSet<String> roles,
        String course,
        List<Service> services,
        SortedSet<String> taskTypes,
        int capacity,
        Presentation presentation,
        long sequence,
        Instant expires) {

    public static final int MAX_TEXT_BYTES = 128;

    public static final int MAX_ROLES = 16;

    public static final int MAX_SERVICES = 16;

    public static final int MAX_TASK_TYPES = 64;

    private static final int MAX_WORD_LENGTH = 32;

    /** @throws IllegalArgumentException when a field is out of its bounds; the message names it */
    public NodeRecord {
        requireText("name", name);
        requireText("course", course);
        roles = words("role", roles, MAX_ROLES);
        taskTypes = words("task type", taskTypes, MAX_TASK_TYPES);
        services = List.copyOf(services);
        requireAtMost("services", services.size(), MAX_SERVICES);
        if (capacity < 0 || sequence < 0) {
            throw new IllegalArgumentException("capacity %d or sequence %d is negative".formatted(capacity, sequence));
        }
        expires = Instant.ofEpochMilli(expires.toEpochMilli());
    }

    /** Whether it is 1 to 32 of a-z, 0-9, dot and hyphen. */
    public static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_WORD_LENGTH
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
    }

    static void requireWord(String what, String text) {
        if (!isWord(text)) {
            throw new IllegalArgumentException(
                    "%s '%s' is not 1 to %d of a-z, 0-9, '-' and '.'".formatted(what, text, MAX_WORD_LENGTH));
        }
    }

    private static void requireText(String field, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "%s takes %d bytes, at most %d are allowed".formatted(field, length, MAX_TEXT_BYTES));
        }
    }

    private static void requireAtMost(String what, int count, int max) {
        if (count > max) {
            throw new IllegalArgumentException("%d %s, at most %d are allowed".formatted(count, what, max));
        }
    }

    private static SortedSet<String> words(String what, Collection<String> words, int max) {
        requireAtMost(what + "s", words.size(), max);
        words.forEach(word -> requireWord(what, word));
        return Collections.unmodifiableSortedSet(new TreeSet<>(words));
    }
}
