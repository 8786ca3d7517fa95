package org.lyceum.ml.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.RunningMl;
import org.lyceum.ml.engine.ErrorRate;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.MultipartBodyBuilder;
import tools.jackson.databind.JsonNode;

/** OpenAI's interface, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptionsTest {

    private final RunningMl ml;

    TranscriptionsTest(@TempDir Path data) {
        ml = new RunningMl(data);
    }

    @AfterAll
    void stop() {
        ml.close();
    }

    @Test
    void answersAsOpenAiDoes() {
        MultipartBodyBuilder form = RunningMl.form(RunningMl.SPEECH);
        form.part("model", "whisper-1");
        String json = ml.openAi(form, HttpStatus.OK);
        assertThat(ErrorRate.ofWords(
                        RunningMl.SPEECH_TEXT,
                        RunningMl.JSON.readTree(json).get("text").asString()))
                .isLessThan(0.3);
        form.part("response_format", "verbose_json");
        form.part("timestamp_granularities[]", "word");
        form.part("timestamp_granularities[]", "segment");
        JsonNode verbose = RunningMl.JSON.readTree(ml.openAi(form, HttpStatus.OK));
        assertThat(verbose.get("language").asString()).isEqualTo("english");
        assertThat(verbose.get("words").get(0).get("word").asString()).isEqualTo("he");
        assertThat(verbose.get("segments").get(0).get("end").asDouble()).isGreaterThan(1);
    }

    @Test
    void streamsAsOpenAiDoes() {
        MultipartBodyBuilder form = RunningMl.speechSaying("one", "two");
        form.part("model", "fragile");
        form.part("stream", "true");
        assertThat(ml.openAi(form, HttpStatus.OK).replaceAll("\\s+", ""))
                .isEqualTo("data:{\"type\":\"transcript.text.delta\",\"delta\":\"one\"}"
                        + "data:{\"type\":\"transcript.text.delta\",\"delta\":\"two\"}"
                        + "data:{\"type\":\"transcript.text.done\",\"text\":\"onetwo\"}");
    }

    @Test
    void failsAsOpenAiDoes() {
        MultipartBodyBuilder form = RunningMl.bytes("noise", "noise.wav");
        form.part("model", "whisper-1");
        JsonNode error = RunningMl.JSON
                .readTree(ml.openAi(form, HttpStatus.UNPROCESSABLE_CONTENT))
                .get("error");
        assertThat(error.get("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.get("message").asString()).contains("no recording that can be read");
        form.part("response_format", "runes");
        assertThat(ml.openAi(form, HttpStatus.BAD_REQUEST)).contains("response_format 'runes'");
    }
}
