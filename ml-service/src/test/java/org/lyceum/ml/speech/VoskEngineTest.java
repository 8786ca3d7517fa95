package org.lyceum.ml.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.ml.document.SpokenWord;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.EngineContract;
import org.lyceum.ml.engine.ErrorRate;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.LiveSession;
import org.lyceum.ml.engine.LiveSession.Heard;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.Recorder;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;
import org.lyceum.ml.engine.TestHome;

class VoskEngineTest extends EngineContract {

    private static final Path LONG = TestHome.file("speech/sense-0870.wav");
    private static final Path SHORT = TestHome.file("speech/sense-0880.wav");
    private static final String LONG_TEXT = "and mister john dashwood had then leisure to consider how much there might"
            + " be prudently in his power to do for them";
    private static final String SHORT_TEXT = "he was not an ill disposed young man";

    @TempDir
    Path files;

    VoskEngineTest() {
        super(new VoskProvider());
    }

    @Override
    protected Path media() throws IOException {
        return Wav.joined(files.resolve("two.wav"), LONG, SHORT);
    }

    @Override
    protected String truth() {
        return LONG_TEXT + " " + SHORT_TEXT;
    }

    @Override
    protected double tolerance() {
        return 0.1;
    }

    @Override
    protected Limits tooTight() {
        return new Limits(20, 50_000_000, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "2830-3980-0043.wav, experience proves this",
        "2830-3980-0043.webm, experience proves this",
        "4507-16021-0012.wav, why should one halt on the way",
        "8455-210777-0068.wav, your power is sufficient i said"
    })
    void understandsClips(String name, String truth) {
        Recorder recorder = Recorder.ofEverything();
        engine().read(TestHome.file("speech/" + name), settings(), recorder);
        assertThat(ErrorRate.ofWords(truth, recorder.text())).isLessThanOrEqualTo(0.25);
    }

    @Test
    void everyWordHasItsTime() throws IOException {
        Recorder recorder = Recorder.ofEverything();
        Summary summary = engine().read(media(), settings(), recorder);
        double seconds =
                (Files.size(LONG) + Files.size(SHORT) - 2 * Wav.HEADER_BYTES) / (double) Wav.BYTES_PER_SECOND + 2;
        assertThat(summary.seconds()).isCloseTo(seconds, within(0.01));
        double before = 0;
        for (var part : recorder.parts()) {
            Utterance utterance = (Utterance) part;
            assertThat(utterance.words()).isNotEmpty();
            for (SpokenWord word : utterance.words()) {
                assertThat(word.start()).isGreaterThanOrEqualTo(before);
                assertThat(word.end()).isGreaterThan(word.start()).isLessThan(seconds);
                before = word.start();
            }
        }
        Utterance second = (Utterance) recorder.parts().getLast();
        double pause = (Files.size(LONG) - Wav.HEADER_BYTES) / (double) Wav.BYTES_PER_SECOND;
        assertThat(second.start()).isBetween(pause, pause + 2);
    }

    @Test
    void followsSomebodyWhoSpeaks() throws IOException {
        byte[] pcm = Wav.pcm(media());
        List<String> partials = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        try (LiveSession session = engine().listen(16_000)) {
            for (int at = 0; at < pcm.length; at += 4000) {
                switch (session.accept(Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + 4000)))) {
                    case Heard.Partial partial -> partials.add(partial.text());
                    case Heard.Ended utterance ->
                        ended.add(utterance.utterance().text());
                }
            }
            ended.add(session.finish().text());
        }
        assertThat(partials).anyMatch(text -> text.contains("dashwood") || text.contains("leisure"));
        assertThat(ErrorRate.ofWords(truth(), String.join(" ", ended))).isLessThanOrEqualTo(tolerance());
    }

    @Test
    void hearsNothingInSilence() throws IOException {
        Path silence = Wav.write(files.resolve("silence.wav"), new byte[64_000], 64_000);
        Recorder recorder = Recorder.ofEverything();
        assertThat(engine().read(silence, settings(), recorder).seconds()).isCloseTo(2, within(0.01));
        assertThat(recorder.parts()).isEmpty();
    }

    @Test
    void stopsAtTheLimitThoughTheHeaderClaimsLess() throws IOException {
        Path endless = Wav.write(files.resolve("endless.wav"), new byte[20 * Wav.BYTES_PER_SECOND], 0);
        assertRefused(endless, new Limits(1, 1, 5), MlException.Reason.TOO_LARGE, "longer than 5 seconds");
    }

    @Test
    void refusesAPlaylistThatPointsToALocalFile() throws IOException {
        Path playlist = Files.writeString(
                files.resolve("lecture.mp3"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://%s\n#EXT-X-ENDLIST\n"
                        .formatted(LONG.toAbsolutePath()));
        assertRefused(playlist, TestHome.LIMITS, MlException.Reason.UNREADABLE, "no recording that can be read");
        Path list = Files.writeString(
                files.resolve("list.wav"), "ffconcat version 1.0\nfile '%s'\n".formatted(LONG.toAbsolutePath()));
        assertRefused(list, TestHome.LIMITS, MlException.Reason.UNREADABLE, "no recording that can be read");
    }

    private void assertRefused(Path file, Limits limits, MlException.Reason reason, String message) {
        assertThatThrownBy(() -> engine().read(file, new Settings("en", limits), Recorder.ofEverything()))
                .isInstanceOfSatisfying(
                        MlException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
