package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakePeer ishan;
    private FakePeer fragile;
    private RunningUi ui;

    @BeforeAll
    void start() {
        ishan = FakePeer.start();
        fragile = FakePeer.start();
        ui = RunningUi.lookingFrom(Map.of("ishan", ishan.url(), "fragile", fragile.url()));
    }

    @BeforeEach
    void add() {
        ishan.forget();
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));
        fragile.add(FakePeer.torrent(HASH, "Lecture 7"));
    }

    @AfterAll
    void stop() {
        ui.close();
        fragile.close();
        ishan.close();
    }

    @Test
    void tellsTheListOfProgress() {
        StepVerifier.create(events("/nodes/ishan/swarms/events"))
                .thenConsumeWhile(event -> !isRow(event))
                .assertNext(event -> assertThat(event.data()).contains("25 %"))
                .then(() -> ishan.progress(HASH, Map.of("progress", 0.5)))
                .thenConsumeWhile(event -> !isRow(event))
                .assertNext(event -> assertThat(event.data()).contains("50 %"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsTheListToComeAgainForANewSwarm() {
        StepVerifier.create(events("/nodes/ishan/swarms/events"))
                .thenConsumeWhile(event -> !isRow(event))
                .expectNextCount(1)
                .then(() -> ishan.add(FakePeer.torrent("b".repeat(40), "Another")))
                .thenConsumeWhile(event -> !"refresh".equals(event.event()))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfPiecesAsTheyAreVerified() {
        StepVerifier.create(events("/nodes/ishan/swarms/" + HASH + "/events"))
                .thenConsumeWhile(event -> !isElement(event, "figures"))
                .expectNextCount(1)
                .then(() -> ishan.emit("piece", Map.of("infoHash", HASH, "piece", 7)))
                .thenConsumeWhile(event -> !"pieces".equals(event.event()))
                .assertNext(event -> assertThat(event.data()).isEqualTo("[7]"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsWhoGetsASlot() {
        StepVerifier.create(events("/nodes/ishan/swarms/" + HASH + "/events"))
                .thenConsumeWhile(event -> !isElement(event, "slots"))
                .assertNext(event -> assertThat(event.data()).contains("free").doesNotContain("by rate"))
                .then(() -> ishan.slots.put(HASH, List.of(FakePeer.slot("10.0.0.1:1", false, true))))
                .thenConsumeWhile(event -> !isElement(event, "slots"))
                .assertNext(event -> assertThat(event.data()).contains("by rate", "10.0.0.1:1"))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsTheLimitsThatAreChangedElsewhere() {
        StepVerifier.create(events("/nodes/ishan/swarms/" + HASH + "/events"))
                .thenConsumeWhile(event -> !isElement(event, "limits"))
                .assertNext(event -> assertThat(event.data()).contains("value=\"64\""))
                .then(() -> ishan.progress(HASH, Map.of("limits", Map.of("download", 0, "upload", 9_000))))
                .thenConsumeWhile(event -> !isElement(event, "limits"))
                .assertNext(event -> assertThat(event.data()).contains("value=\"9\""))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsWhenTheNodeIsLostAndWhenItIsBack() {
        URI place = fragile.url();
        StepVerifier.create(events("/nodes/fragile/swarms/events"))
                .thenConsumeWhile(event -> !isRow(event))
                .expectNextCount(1)
                .then(fragile::close)
                .thenConsumeWhile(event -> !isElement(event, "node-status") || !has(event, "does not answer"))
                .expectNextCount(1)
                .then(() -> fragile = FakePeer.startAt(place))
                .thenConsumeWhile(event -> !isElement(event, "node-status") || !has(event, "0 swarms"))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    private Flux<ServerSentEvent<String>> events(String uri) {
        return WebClient.create(ui.address())
                .get()
                .uri(uri)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<>() {});
    }

    private static boolean isRow(ServerSentEvent<String> event) {
        return has(event, "data-listed");
    }

    private static boolean isElement(ServerSentEvent<String> event, String id) {
        return has(event, "id=\"" + id + "\"");
    }

    private static boolean has(ServerSentEvent<String> event, String text) {
        String data = event.data();
        return data != null && data.contains(text);
    }
}
