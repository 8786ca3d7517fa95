package org.lyceum.ml.speech;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.SpokenWord;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.LiveSession;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.json.JsonMapper;

/** One recognizer, and what it says. */
final class VoskSession implements LiveSession {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Recognizer recognizer;

    VoskSession(Model model, int sampleRate) {
        try {
            recognizer = new Recognizer(model, sampleRate);
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "no recognizer can be made", e);
        }
        recognizer.setWords(true);
    }

    /** What Vosk says in JSON; of both texts there is one. */
    private record Answer(
            @Nullable List<Word> result,
            @Nullable String text,
            @Nullable String partial) {}

    private record Word(String word, double start, double end, double conf) {}

    @Override
    public Heard accept(byte[] pcm) {
        return recognizer.acceptWaveForm(pcm, pcm.length)
                ? new Heard.Ended(utterance(recognizer.getResult()))
                : new Heard.Partial(String.valueOf(answer(recognizer.getPartialResult()).partial));
    }

    @Override
    public Utterance finish() {
        return utterance(recognizer.getFinalResult());
    }

    private static Utterance utterance(String json) {
        Answer answer = answer(json);
        List<SpokenWord> words = answer.result == null
                ? List.of()
                : answer.result.stream()
                        .map(word -> new SpokenWord(word.word, word.start, word.end, Math.clamp(word.conf, 0, 1)))
                        .toList();
        return words.isEmpty()
                ? new Utterance(0, 0, "", words)
                : new Utterance(words.getFirst().start(), words.getLast().end(), String.valueOf(answer.text), words);
    }

    private static Answer answer(String json) {
        return JSON.readValue(json, Answer.class);
    }

    @Override
    public void close() {
        recognizer.close();
    }
}
