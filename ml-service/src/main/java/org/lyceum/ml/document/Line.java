package org.lyceum.ml.document;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a page.
 *
 * @param paragraph it belongs to, counted from 1 on each page
 * @param words at least one
 */
public record Line(int paragraph, List<Word> words) {

    public Line {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a line without a word");
        }
    }

    /** Around all words. */
    public Box box() {
        return words.stream().map(Word::box).reduce(Box::union).orElseThrow();
    }

    public String text() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
