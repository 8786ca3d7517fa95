package org.lyceum.ml.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.document.Box;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.SpokenWord;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.document.Word;
import org.lyceum.ml.engine.EngineInfo;

class ResultsTest {

    private static final Document PAGES = new Document.Pages(List.of(new Page(
            1, 2, 3, Page.Origin.OCR, 1, 0.5, List.of(new Line(1, List.of(new Word("w", new Box(1, 2, 3, 4), 0.9)))))));

    private static final Document SPEECH =
            new Document.Speech(2, "en", List.of(new Utterance(0, 1, "w", List.of(new SpokenWord("w", 0, 1, 0.5)))));

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;

    @Test
    void documentsComeBackAsTheyWere() throws IOException {
        Results results = results(1 << 20);
        results.put("a", PAGES, upload(10));
        results.put("b", SPEECH, upload(10));
        assertThat(results.find("a")).contains(PAGES);
        assertThat(results.find("b")).contains(SPEECH);
        assertThat(results.find("c")).isEmpty();
        assertThat(results.media("a").map(Path::toFile).orElseThrow()).hasSize(10);
    }

    @Test
    void anotherRunFindsThem() throws IOException {
        results(1 << 20).put("a", PAGES, upload(10));
        assertThat(results(1 << 20).find("a")).contains(PAGES);
    }

    @Test
    void whatNobodyAskedForLongestMakesRoom() throws IOException {
        Results results = results(2_500);
        for (String key : List.of("a", "b")) {
            results.put(key, PAGES, upload(900));
            now = now.plusSeconds(1);
        }
        assertThat(results.find("a")).isPresent();
        now = now.plusSeconds(1);
        results.put("c", PAGES, upload(900));
        assertThat(results.find("a")).isPresent();
        assertThat(results.find("b")).isEmpty();
        assertThat(results.media("b")).isEmpty();
        assertThat(results.find("c")).isPresent();
    }

    @Test
    void aResultLargerThanTheRoomStaysUntilTheNext() throws IOException {
        Results results = results(10);
        results.put("a", PAGES, upload(900));
        assertThat(results.find("a")).isPresent();
        now = now.plusSeconds(1);
        results.put("b", PAGES, upload(900));
        assertThat(results.find("a")).isEmpty();
        assertThat(results.find("b")).isPresent();
    }

    @Test
    void aSpoiltResultIsAsGoodAsNone() throws IOException {
        Results results = results(1 << 20);
        results.put("a", PAGES, upload(10));
        Files.writeString(folder.resolve("results/a.json"), "{\"kind\":");
        assertThat(results.find("a")).isEmpty();
    }

    @Test
    void whateverChangesAResultChangesItsKey() throws IOException {
        Upload upload = upload(10);
        EngineInfo engine = engine("model");
        assertThat(List.of(
                        Results.key(upload, engine, "en"),
                        Results.key(upload, engine, "de"),
                        Results.key(upload, engine("better model"), "en"),
                        Results.key(new Upload(upload.file(), upload.name(), 10, "other"), engine, "en")))
                .doesNotHaveDuplicates();
        assertThat(Results.key(new Upload(upload.file(), "other name", 10, upload.sha256()), engine, "en"))
                .isEqualTo(Results.key(upload, engine, "en"));
    }

    private Results results(long maxBytes) {
        return new Results(folder.resolve("results"), maxBytes, () -> now);
    }

    private Upload upload(int bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "upload", ""), new byte[bytes]);
        return new Upload(file, "name", bytes, "sha");
    }

    private static EngineInfo engine(String model) {
        return new EngineInfo("e", EngineInfo.Kind.OCR, model, new TreeSet<>(List.of("en", "de")), "en", false);
    }
}
