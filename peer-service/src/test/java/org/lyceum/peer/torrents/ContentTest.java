package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentTest {

    private static final int SIZE = 1_000_003;

    private final byte[] content = new byte[SIZE];
    private RunningPeer peer;
    private String infoHash;
    private String uri;

    @BeforeAll
    void start(@TempDir Path data) {
        new Random(7).nextBytes(content);
        peer = new RunningPeer(data);
        infoHash = peer.share("Übung 1.mp4", content).infoHash();
        uri = "/api/v1/torrents/" + infoHash + "/files/0/content";
    }

    @AfterAll
    void stop() {
        peer.close();
    }

    @Test
    void sendsTheWholeFile() {
        WebTestClient.ResponseSpec answer = get(null);
        answer.expectStatus()
                .isOk()
                .expectHeader()
                .contentType("video/mp4")
                .expectHeader()
                .contentLength(SIZE)
                .expectHeader()
                .valueEquals(HttpHeaders.ACCEPT_RANGES, "bytes")
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"" + infoHash + "-0\"")
                .expectHeader()
                .valueMatches(HttpHeaders.CONTENT_DISPOSITION, "inline; .*filename\\*=UTF-8''%C3%9Cbung%201\\.mp4.*");
        assertThat(body(answer)).isEqualTo(content);
    }

    @Test
    void sendsARange() {
        WebTestClient.ResponseSpec answer = get("bytes=65530-200000");
        answer.expectStatus()
                .isEqualTo(206)
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_RANGE, "bytes 65530-200000/" + SIZE)
                .expectHeader()
                .contentLength(200_001 - 65_530);
        assertThat(body(answer)).isEqualTo(Arrays.copyOfRange(content, 65_530, 200_001));
    }

    @Test
    void sendsTheEnd() {
        assertThat(body(get("bytes=-3"))).isEqualTo(Arrays.copyOfRange(content, SIZE - 3, SIZE));
        assertThat(body(get("bytes=1000000-"))).isEqualTo(Arrays.copyOfRange(content, 1_000_000, SIZE));
    }

    @Test
    void refusesARangeBeyondTheEnd() {
        WebTestClient.ResponseSpec answer = get("bytes=" + SIZE + "-");
        answer.expectHeader().valueEquals(HttpHeaders.CONTENT_RANGE, "bytes */" + SIZE);
        assertThat(RunningPeer.problem(answer, 416)).contains(SIZE + " bytes");
    }

    @Test
    void sendsTheWholeFileWhenTheRangeIsOfAnotherVersion() {
        peer.http()
                .get()
                .uri(uri)
                .header(HttpHeaders.RANGE, "bytes=0-9")
                .header(HttpHeaders.IF_RANGE, "\"other\"")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentLength(SIZE);
    }

    @Test
    void sendsNothingThatTheClientHas() {
        peer.http()
                .get()
                .uri(uri)
                .header(HttpHeaders.IF_NONE_MATCH, "\"" + infoHash + "-0\"")
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectBody()
                .isEmpty();
    }

    @Test
    void tellsOfTheFileWithoutSendingIt() {
        peer.http()
                .head()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentLength(SIZE)
                .expectHeader()
                .contentType("video/mp4")
                .expectBody()
                .isEmpty();
    }

    @Test
    void keepsASharedPageFromScripting() {
        String page = peer.share("page.html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
                .infoHash();
        peer.http()
                .get()
                .uri("/api/v1/torrents/" + page + "/files/0/content")
                .exchange()
                .expectHeader()
                .contentType(MediaType.TEXT_HTML)
                .expectHeader()
                .valueMatches(HttpHeaders.CONTENT_DISPOSITION, "attachment;.*")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueMatches("Content-Security-Policy", "sandbox;.*");
    }

    @Test
    void saysWhichFilesThereAre() {
        assertThat(RunningPeer.problem(
                        peer.http()
                                .get()
                                .uri("/api/v1/torrents/" + infoHash + "/files/4/content")
                                .exchange(),
                        404))
                .contains("file 4");
    }

    private WebTestClient.ResponseSpec get(@Nullable String range) {
        return peer.http()
                .get()
                .uri(uri)
                .headers(headers -> {
                    if (range != null) {
                        headers.set(HttpHeaders.RANGE, range);
                    }
                })
                .exchange();
    }

    private static byte[] body(WebTestClient.ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBody();
        return body == null ? new byte[0] : body;
    }
}
