package org.lyceum.ml.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text messages of vosk-server's WebSocket protocol. */
final class VoskMessages {

    private static final int MIN_SAMPLE_RATE = 8_000;
    private static final int MAX_SAMPLE_RATE = 192_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private VoskMessages() {}

    /** What a client may say besides audio. */
    sealed interface Order {

        /**
         * {@code {"config": {"sample_rate": 8000, "words": true}}}.
         *
         * @param sampleRate in Hz; null to leave it
         * @param words whether utterances come with their words; null to leave it
         */
        record Config(
                @Nullable Integer sampleRate, @Nullable Boolean words) implements Order {}

        /** {@code {"eof": 1}}. */
        record End() implements Order {}
    }

    /** @throws MlException when it is neither */
    static Order parse(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new MlException(Reason.UNSUPPORTED, "no JSON: " + e.getOriginalMessage(), e);
        }
        if (message.has("eof")) {
            return new Order.End();
        }
        JsonNode config = message.get("config");
        if (config == null || !config.isObject()) {
            throw new MlException(Reason.UNSUPPORTED, "expected a message with 'config' or 'eof'");
        }
        JsonNode rate = config.get("sample_rate");
        JsonNode words = config.get("words");
        return new Order.Config(rate == null ? null : sampleRate(rate), words == null ? null : words.asBoolean());
    }

    private static int sampleRate(JsonNode rate) {
        int value = rate.isNumber() ? rate.asInt() : 0;
        if (value < MIN_SAMPLE_RATE || value > MAX_SAMPLE_RATE) {
            throw new MlException(
                    Reason.UNSUPPORTED,
                    "sample_rate %s: expected %d to %d".formatted(rate, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE));
        }
        return value;
    }

    static String partial(String text) {
        return JSON.writeValueAsString(Map.of("partial", text));
    }

    private record Word(double conf, double end, double start, String word) {}

    static String result(Utterance utterance, boolean withWords) {
        Map<String, Object> message = new LinkedHashMap<>();
        if (withWords && !utterance.words().isEmpty()) {
            List<Word> words = utterance.words().stream()
                    .map(word -> new Word(word.confidence(), word.end(), word.start(), word.text()))
                    .toList();
            message.put("result", words);
        }
        message.put("text", utterance.text());
        return JSON.writeValueAsString(message);
    }
}
