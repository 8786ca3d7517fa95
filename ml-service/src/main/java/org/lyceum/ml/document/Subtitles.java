package org.lyceum.ml.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Captions as SubRip and WebVTT. An utterance that is too long to be read at once is shown in several, cut between
 * words.
 */
final class Subtitles {

    /** Two lines of 42 characters are what broadcasters show at once. */
    private static final int MAX_CHARACTERS = 84;

    private static final double MAX_SECONDS = 7;

    private Subtitles() {}

    record Cue(double start, double end, String text) {}

    static String srt(Document.Speech speech) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (Cue cue : cues(speech)) {
            number++;
            out.append(number)
                    .append("\n")
                    .append(time(cue.start, ','))
                    .append(" --> ")
                    .append(time(cue.end, ','))
                    .append('\n')
                    .append(cue.text)
                    .append("\n\n");
        }
        return out.toString();
    }

    /** WebVTT, where a text may hold neither {@code <} nor {@code &} nor an arrow. */
    static String vtt(Document.Speech speech) {
        StringBuilder out = new StringBuilder("WEBVTT\n\n");
        for (Cue cue : cues(speech)) {
            out.append(time(cue.start, '.'))
                    .append(" --> ")
                    .append(time(cue.end, '.'))
                    .append('\n')
                    .append(cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                    .append("\n\n");
        }
        return out.toString();
    }

    static List<Cue> cues(Document.Speech speech) {
        List<Cue> cues = new ArrayList<>();
        for (Utterance utterance : speech.utterances()) {
            if (utterance.words().isEmpty()) {
                cues.add(new Cue(utterance.start(), utterance.end(), utterance.text()));
                continue;
            }
            List<SpokenWord> shown = new ArrayList<>();
            int characters = 0;
            for (SpokenWord word : utterance.words()) {
                boolean full = !shown.isEmpty()
                        && (characters + 1 + word.text().length() > MAX_CHARACTERS
                                || word.end() - shown.getFirst().start() > MAX_SECONDS);
                if (full) {
                    cues.add(cue(shown));
                    shown.clear();
                    characters = 0;
                }
                shown.add(word);
                characters += word.text().length() + 1;
            }
            cues.add(cue(shown));
        }
        return cues;
    }

    private static Cue cue(List<SpokenWord> words) {
        return new Cue(
                words.getFirst().start(),
                words.getLast().end(),
                words.stream().map(SpokenWord::text).collect(Collectors.joining(" ")));
    }

    private static String time(double seconds, char point) {
        long millis = Math.round(seconds * 1000);
        return "%02d:%02d:%02d%c%03d"
                .formatted(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60, point, millis % 1000);
    }
}
