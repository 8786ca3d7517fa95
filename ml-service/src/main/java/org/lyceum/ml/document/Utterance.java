package org.lyceum.ml.document;

import java.util.List;

/**
 * What was said between two pauses.
 *
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param words with their times
 */
public record Utterance(double start, double end, String text, List<SpokenWord> words) implements Part {

    public Utterance {
        words = List.copyOf(words);
    }
}
