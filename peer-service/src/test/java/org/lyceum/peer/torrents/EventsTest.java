package org.lyceum.peer.torrents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {

    private RunningPeer peer;

    @BeforeAll
    void start(@TempDir Path data) {
        peer = new RunningPeer(data);
    }

    @AfterAll
    void stop() {
        peer.close();
    }

    @Test
    void tellsOfATorrentFromItsBeginningToItsEnd() {
        List<ServerSentEvent<String>> told = new CopyOnWriteArrayList<>();
        Disposable reading = peer.http()
                .get()
                .uri("/api/v1/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .subscribe(told::add);
        await().until(() -> !told.isEmpty());
        assertThat(told.getFirst().comment()).as("greeting").isNotNull();

        String infoHash = peer.share("event.txt", "e".getBytes(UTF_8)).infoHash();
        await().until(() -> told.stream().anyMatch(event -> is(event, "state", "\"state\":\"seeding\"")));
        assertThat(told.get(1)).matches(event -> is(event, "torrent-added", infoHash));

        peer.http()
                .delete()
                .uri("/api/v1/torrents/" + infoHash)
                .exchange()
                .expectStatus()
                .isNoContent();
        await().until(() -> is(told.getLast(), "torrent-removed", "{\"infoHash\":\"%s\"}".formatted(infoHash)));
        reading.dispose();
    }

    private static boolean is(ServerSentEvent<String> event, String name, String data) {
        return name.equals(event.event()) && event.data() instanceof String json && json.contains(data);
    }

    @Test
    void showsThatItIsAliveEveryFifteenSeconds() {
        StepVerifier.withVirtualTime(() -> peer.events().events().map(event -> String.valueOf(event.comment())))
                .expectNext("")
                .expectNoEvent(Duration.ofSeconds(14))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext("")
                .thenAwait(Duration.ofSeconds(15))
                .expectNext("")
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }
}
