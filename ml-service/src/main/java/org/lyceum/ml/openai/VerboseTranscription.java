package org.lyceum.ml.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Utterance;

/**
 * What {@code verbose_json} means.
 *
 * @param language its English name
 * @param duration in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerboseTranscription(
        String task,
        String language,
        double duration,
        String text,
        @Nullable List<Segment> segments,
        @Nullable List<Word> words) {

    record Segment(int id, double start, double end, String text) {}

    record Word(String word, double start, double end) {}

    static VerboseTranscription of(Document.Speech speech, String language, boolean withWords, boolean withSegments) {
        return new VerboseTranscription(
                "transcribe",
                Locale.forLanguageTag(language)
                        .getDisplayLanguage(Locale.ENGLISH)
                        .toLowerCase(Locale.ROOT),
                speech.duration(),
                speech.text(),
                withSegments ? segments(speech) : null,
                withWords ? words(speech) : null);
    }

    private static List<Segment> segments(Document.Speech speech) {
        return IntStream.range(0, speech.utterances().size())
                .mapToObj(i -> {
                    Utterance utterance = speech.utterances().get(i);
                    return new Segment(i, utterance.start(), utterance.end(), utterance.text());
                })
                .toList();
    }

    private static List<Word> words(Document.Speech speech) {
        return speech.utterances().stream()
                .flatMap(utterance -> utterance.words().stream())
                .map(word -> new Word(word.text(), word.start(), word.end()))
                .toList();
    }
}
