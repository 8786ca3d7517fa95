package org.lyceum.ml.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.RunningMl;
import org.lyceum.ml.engine.ErrorRate;
import org.lyceum.ml.engine.TestHome;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;
import tools.jackson.databind.JsonNode;

/** Jobs from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTest {

    private final Path data;
    private final RunningMl ml;

    JobsTest(@TempDir Path data) {
        this.data = data;
        ml = new RunningMl(data);
    }

    @AfterAll
    void stop() {
        ml.close();
    }

    @Test
    void readsAPageThatComesAsAForm() {
        String job = ml.done(ml.submit("/api/v1/ocr", RunningMl.form(RunningMl.PAGE)));
        assertThat(ErrorRate.ofCharacters(RunningMl.PAGE_TEXT, ml.result(job, "text")))
                .isZero();
        assertThat(ml.result(job, "tsv")).contains("\tquick\n").startsWith("level\tpage_num");
        assertThat(ml.result(job, "hocr")).contains("class=\"ocrx_word\"").contains(">quick</span>");
        ml.web()
                .get()
                .uri("/api/v1/jobs/{id}/result", job)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("pages")
                .jsonPath("$.pages[0].lines[0].words[0].text")
                .isEqualTo("This")
                .jsonPath("$.pages[0].lines[0].words[0].box.width")
                .isNumber()
                .jsonPath("$.pages[0].lines[0].words[0].confidence")
                .isNumber();
    }

    @Test
    void makesAPageSearchable() throws IOException {
        String job = ml.done(ml.submit("/api/v1/ocr", RunningMl.form(RunningMl.PAGE)));
        byte[] pdf = Objects.requireNonNull(ml.web()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 24))
                .build()
                .get()
                .uri("/api/v1/jobs/{id}/result?format=pdf", job)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PDF)
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(ErrorRate.ofWords(RunningMl.PAGE_TEXT, new PDFTextStripper().getText(document)))
                    .isZero();
        }
    }

    @Test
    void readsAPageThatComesAsTheBodyAndOnlyOnce() throws IOException {
        byte[] body = Files.readAllBytes(TestHome.file("ocr/phototest-rotated-180.png"));
        for (boolean cached : new boolean[] {false, true}) {
            JsonNode submitted = ml.submit("/api/v1/ocr?name=turned.png&language=eng", body);
            String job = ml.done(submitted);
            assertThat(ErrorRate.ofCharacters(RunningMl.PAGE_TEXT, ml.result(job, "text")))
                    .isLessThan(0.02);
            JsonNode ended = ml.job(job);
            assertThat(ended.get("name").asString()).isEqualTo("turned.png");
            assertThat(ended.get("cached").asBoolean()).isEqualTo(cached);
            assertThat(ended.get("progress").asInt()).isEqualTo(100);
        }
    }

    @Test
    void hearsARecordingAndWritesItsCaptions() {
        String job = ml.done(ml.submit("/api/v1/transcriptions", RunningMl.form(RunningMl.SPEECH)));
        assertThat(ErrorRate.ofWords(RunningMl.SPEECH_TEXT, ml.result(job, "text")))
                .isLessThan(0.3);
        assertThat(ml.result(job, "srt")).startsWith("1\n00:00:0").contains(" --> ");
        assertThat(ml.result(job, "vtt")).startsWith("WEBVTT\n\n00:00:0");
        assertThat(ml.web()
                        .get()
                        .uri("/api/v1/jobs/{id}/result?format=hocr", job)
                        .exchange()
                        .expectStatus()
                        .isBadRequest()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("expected one of json, text, srt, vtt");
    }

    @Test
    void tellsOfAJobUntilItHasEnded() {
        String job = ml.submit("/api/v1/transcriptions", RunningMl.speechSaying("one", "two"))
                .get("id")
                .asString();
        List<String> events = ml.web()
                .get()
                .uri("/api/v1/jobs/{id}/events", job)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .collectList()
                .block(RunningMl.PATIENCE);
        assertThat(Objects.requireNonNull(events).getLast()).contains("\"state\":\"done\"");
        assertThat(ml.result(job, "text")).isEqualTo("one two");
    }

    @Test
    void callsOffAJobThatRunsAndGoesOn() {
        JsonNode submitted = ml.submit("/api/v1/transcriptions", RunningMl.fragile("hang\n"));
        String job = submitted.get("id").asString();
        String next = ml.submit("/api/v1/transcriptions", RunningMl.speechSaying("next"))
                .get("id")
                .asString();
        ml.web()
                .delete()
                .uri("/api/v1/jobs/{id}", job)
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(ml.job(job).get("state").asString()).isEqualTo("cancelled");
        ml.done(ml.job(next));
        ml.web()
                .get()
                .uri("/api/v1/jobs/{id}/result", job)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.GONE);
        ml.web()
                .delete()
                .uri("/api/v1/jobs/{id}", job)
                .exchange()
                .expectStatus()
                .isNoContent();
        ml.web().get().uri("/api/v1/jobs/{id}", job).exchange().expectStatus().isNotFound();
    }

    @Test
    void aCrashFailsTheJobAndNotTheService() {
        JsonNode job = ml.ended(ml.submit("/api/v1/transcriptions", RunningMl.fragile("crash\n")));
        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.get("error").get("reason").asString()).isEqualTo("crashed");
        ml.web()
                .get()
                .uri("/api/v1/jobs/{id}/result", job.get("id").asString())
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail).asString().startsWith("fragile has crashed on this file"));
        assertThat(ml.result(ml.done(ml.submit("/api/v1/transcriptions", RunningMl.speechSaying("alive"))), "text"))
                .isEqualTo("alive");
    }

    @Test
    void aPlaylistIsNoRecording() {
        JsonNode job = ml.ended(
                ml.submit("/api/v1/transcriptions", RunningMl.bytes("#EXTM3U\nfile:///etc/passwd\n", "lecture.mp3")));
        assertThat(job.get("error").get("reason").asString()).isEqualTo("unreadable");
        assertThat(job.get("error").get("message").asString()).contains("no recording that can be read");
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() {
        ml.refused("/api/v1/ocr?language=klingon", new byte[] {1}, HttpStatus.BAD_REQUEST, "language 'klingon'");
        ml.refused("/api/v1/ocr?engine=crystal-ball", new byte[] {1}, HttpStatus.BAD_REQUEST, "engine 'crystal-ball'");
        ml.refused("/api/v1/ocr", new byte[0], HttpStatus.UNPROCESSABLE_CONTENT, "the file is empty");
        ml.refused("/api/v1/ocr", new byte[1 << 21], HttpStatus.CONTENT_TOO_LARGE, "larger than 1048576 bytes");
        MultipartBodyBuilder noFile = new MultipartBodyBuilder();
        noFile.part("language", "eng");
        ml.web()
                .post()
                .uri("/api/v1/ocr")
                .body(BodyInserters.fromMultipartData(noFile.build()))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("part 'file': missing, expected the file to read");
        ml.web()
                .get()
                .uri("/api/v1/jobs/nobody")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("job 'nobody' is not known here");
    }

    @Test
    void anEndlessStreamIsCutOff() throws IOException {
        URI address = URI.create("http://" + ml.address());
        byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /api/v1/ocr HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .formatted(ml.address())
                    .getBytes(StandardCharsets.US_ASCII));
            while (sent < 10_000 && socket.getInputStream().available() == 0) {
                out.write(chunk);
                sent++;
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        assertThat(sent).isLessThan(10_000);
        ml.web().get().uri("/api/v1/jobs").exchange().expectStatus().isOk();
    }

    @Test
    void nothingThatWasUploadedStays() throws IOException {
        ml.done(ml.submit("/api/v1/transcriptions", RunningMl.speechSaying("gone")));
        ml.web()
                .post()
                .uri("/api/v1/ocr?language=klingon")
                .bodyValue(new byte[] {1})
                .exchange()
                .expectStatus()
                .isBadRequest();
        try (var left = Files.list(data.resolve("ml/inbox"))) {
            assertThat(left).isEmpty();
        }
    }
}
