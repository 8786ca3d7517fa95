package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String FILES = "/nodes/ishan/swarms/" + HASH + "/files/";
    private static final int PORTION = 64 * 1024;
    private static final int PORTIONS = 1_024;

    private FakePeer ishan;
    private RunningUi ui;
    private WebTestClient browser;

    @BeforeAll
    void start() {
        ishan = FakePeer.start();
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));
        ishan.files.put(
                HASH,
                List.of(
                        FakePeer.file(0, "a.txt", 26),
                        FakePeer.file(1, "evil.html", 26),
                        FakePeer.file(2, "b.pdf", 26),
                        FakePeer.file(3, "c.exe", 26),
                        FakePeer.file(4, "d.svg", 26)));
        ishan.content = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);
        ui = RunningUi.lookingFrom(Map.of("ishan", ishan.url()));
        browser = ui.browser();
    }

    @AfterAll
    void stop() {
        ui.close();
        ishan.close();
    }

    @Test
    void relaysAnUploadWhileItIsStillBeingSent() {
        AtomicLong sent = new AtomicLong();
        AtomicLong sentWhenFirstArrived = new AtomicLong(-1);
        AtomicLong arrived = new AtomicLong();
        ishan.uploads = portion -> {
            sentWhenFirstArrived.compareAndSet(-1, sent.get());
            arrived.addAndGet(portion.length);
        };
        Flux<DataBuffer> body = Flux.range(0, PORTIONS)
                .map(index -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[PORTION]))
                .cast(DataBuffer.class)
                .doOnNext(portion -> sent.addAndGet(PORTION));

        browser.post()
                .uri("/nodes/ishan/uploads/shares")
                .contentType(MediaType.parseMediaType("multipart/form-data;boundary=xyz"))
                .body(BodyInserters.fromDataBuffers(body))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("uploaded");

        assertThat(arrived).hasValue((long) PORTION * PORTIONS);
        assertThat(sentWhenFirstArrived.get()).isBetween(0L, (long) PORTION * PORTIONS / 2);
    }

    @Test
    void relaysARange() {
        browser.get()
                .uri(FILES + "0/content")
                .header(HttpHeaders.RANGE, "bytes=3-5")
                .exchange()
                .expectStatus()
                .isEqualTo(206)
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_RANGE, "bytes 3-5/26")
                .expectHeader()
                .valueEquals(HttpHeaders.ACCEPT_RANGES, "bytes")
                .expectBody(String.class)
                .isEqualTo("def");
    }

    @Test
    void neverLetsContentRun() {
        HttpHeaders html = headersOf(1);
        assertThat(html.getContentType()).isEqualTo(MediaType.parseMediaType("text/plain;charset=UTF-8"));
        assertThat(html.getFirst("Content-Security-Policy")).startsWith("sandbox;");
        assertThat(html.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");

        assertThat(headersOf(4).getFirst("Content-Security-Policy")).startsWith("sandbox;");

        HttpHeaders unknown = headersOf(3);
        assertThat(unknown.getContentType()).isEqualTo(MediaType.APPLICATION_OCTET_STREAM);
        assertThat(unknown.getContentDisposition().isAttachment()).isTrue();
    }

    @Test
    void letsThePageFrameAPdf() {
        HttpHeaders pdf = headersOf(2);

        assertThat(pdf.getContentType()).isEqualTo(MediaType.APPLICATION_PDF);
        assertThat(pdf.getFirst("Content-Security-Policy"))
                .contains("frame-ancestors 'self'")
                .doesNotContain("sandbox");
        assertThat(pdf.getFirst("X-Frame-Options")).isEqualTo("SAMEORIGIN");
    }

    @Test
    void savesUnderTheNameOfTheFile() {
        assertThat(headers(FILES + "0/content?save=true").getContentDisposition())
                .satisfies(disposition -> assertThat(disposition.isAttachment()).isTrue())
                .satisfies(disposition -> assertThat(disposition.getFilename()).isEqualTo("a.txt"));
        assertThat(headers("/nodes/ishan/swarms/" + HASH + "/torrent")
                        .getContentDisposition()
                        .getFilename())
                .isEqualTo("Lecture 7.torrent");
    }

    private HttpHeaders headersOf(int file) {
        return headers(FILES + file + "/content");
    }

    private HttpHeaders headers(String uri) {
        return browser.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseHeaders();
    }
}
