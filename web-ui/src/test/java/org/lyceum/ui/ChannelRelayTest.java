package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/** The WebSocket of a page, and that of the node behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNEL = "/nodes/ada/rooms/Software%20%26%20more/ws";

    private FakePeer ada;
    private RunningUi ui;

    @BeforeAll
    void start() {
        ada = FakePeer.start();
        FakePeer gone = FakePeer.start();
        gone.close();
        ui = RunningUi.lookingFrom(
                Map.of("ada", ada.url(), "gone", gone.url()), "--lyceum.ui.nodes[0].token=a-token-of-the-node");
    }

    @BeforeEach
    void forget() {
        ada.forget();
    }

    @AfterAll
    void stop() {
        ui.close();
        ada.close();
    }

    @Test
    void framesPassBothWaysInOrder() {
        ada.rooms.channel = (in, out) -> out.sendString(in.receive().asString().map(text -> "node heard " + text));

        List<String> heard = new CopyOnWriteArrayList<>();
        open(
                CHANNEL,
                page -> page.send(Flux.just("one", "two", "ünï €").map(page::textMessage))
                        .thenMany(page.receive()
                                .map(WebSocketMessage::getPayloadAsText)
                                .take(3))
                        .doOnNext(heard::add)
                        .then());

        assertThat(heard).containsExactly("node heard one", "node heard two", "node heard ünï €");
    }

    @Test
    void theNodeIsShownItsTokenAndTheRoom() {
        ada.rooms.channel = (in, out) -> out.sendString(Mono.just("here"));

        open(CHANNEL, page -> page.receive().next().then());

        assertThat(ada.rooms.shown)
                .containsEntry("authorization", "Bearer a-token-of-the-node")
                .containsEntry("room", "/ws/rooms/Software%20%26%20more");
    }

    @Test
    void aPageOfAnotherOriginIsTurnedAway() {
        HttpHeaders headers = new HttpHeaders();
        headers.setOrigin("http://evil.example");

        assertThatThrownBy(() -> client(64 * 1024)
                        .execute(address(CHANNEL), headers, page -> Mono.empty())
                        .block(PATIENCE))
                .hasMessageContaining("403");
    }

    @Test
    void whatTheNodeClosesWithIsToldToThePage() {
        ada.rooms.channel = (in, out) -> out.sendClose(4008, "too slow: 4,096 events behind");

        assertThat(closeStatus(CHANNEL)).isEqualTo(new CloseStatus(4008, "too slow: 4,096 events behind"));
    }

    @Test
    void whatThePageClosesWithIsToldToTheNode() {
        Sinks.One<String> told = Sinks.one();
        ada.rooms.channel = (in, out) -> in.receiveCloseStatus()
                .doOnNext(status -> told.tryEmitValue(status.code() + " " + status.reasonText()))
                .then();

        open(CHANNEL, page -> page.close(new CloseStatus(4321, "enough")));

        assertThat(told.asMono().block(PATIENCE)).isEqualTo("4321 enough");
    }

    @Test
    void aNodeThatBreaksOffIsToldAsToBeTriedLater() {
        ada.rooms.channel = (in, out) -> {
            in.withConnection(DisposableChannel::disposeNow);
            return out.neverComplete();
        };

        assertThat(closeStatus(CHANNEL).getCode()).isEqualTo(1013);
    }

    @Test
    void aNodeThatDoesNotAnswerIsToldAsToBeTriedLater() {
        CloseStatus status = closeStatus("/nodes/gone/rooms/swe/ws");

        assertThat(status.getCode()).isEqualTo(1013);
        assertThat(status.getReason()).contains("gone’s node does not answer");
    }

    @Test
    void aNodeThatIsNotThereIsSaidToBeSo() {
        assertThat(closeStatus("/nodes/nobody/rooms/swe/ws"))
                .isEqualTo(new CloseStatus(1008, "There is no such node here."));
    }

    @Test
    void aMessageOfTheLargestSizePassesAndAFrameBeyondAllSizeEndsTheChannel() {
        AtomicReference<Integer> length = new AtomicReference<>();
        ada.rooms.channel = (in, out) ->
                out.sendString(in.aggregateFrames(1 << 20).receive().asString().map(text -> {
                    length.set(text.length());
                    return "heard";
                }));

        open(
                CHANNEL,
                page -> page.send(Mono.just(page.textMessage("x".repeat(400_000))))
                        .then(page.receive().next())
                        .then());
        assertThat(length.get()).isEqualTo(400_000);

        AtomicReference<CloseStatus> end = new AtomicReference<>();
        open(
                CHANNEL,
                page -> page.send(Mono.just(page.textMessage("x".repeat(600_000))))
                        .then(page.closeStatus())
                        .doOnNext(end::set)
                        .then());
        assertThat(Objects.requireNonNull(end.get()).getCode()).isNotEqualTo(1000);
        assertThat(length.get()).isEqualTo(400_000);
    }

    /** Frames that a page does not read stay with the node, apart from what sockets and queues hold. */
    @Test
    void aPageThatDoesNotReadIsNotSentWhatItCannotTake() {
        int frames = 4_000;
        AtomicInteger sent = new AtomicInteger();
        String frame = "x".repeat(60_000);
        ada.rooms.channel = (in, out) ->
                out.sendString(Flux.range(0, frames).map(i -> frame).doOnNext(each -> sent.incrementAndGet()));

        open(CHANNEL, page -> page.receive().limitRate(1).take(1).then(untilStill(sent)));

        assertThat(sent.get()).isBetween(1, frames / 2);
    }

    /** Until nothing was counted for a moment. */
    private static Mono<Void> untilStill(AtomicInteger count) {
        return Flux.interval(Duration.ofMillis(300))
                .map(tick -> count.get())
                .buffer(2, 1)
                .takeUntil(two -> two.getFirst().equals(two.getLast()))
                .then();
    }

    private CloseStatus closeStatus(String path) {
        AtomicReference<CloseStatus> status = new AtomicReference<>();
        open(path, page -> page.closeStatus().doOnNext(status::set).then());
        return Objects.requireNonNull(status.get());
    }

    private void open(String path, WebSocketHandler handler) {
        HttpHeaders headers = new HttpHeaders();
        headers.setOrigin(ui.address());
        client(1 << 20).execute(address(path), headers, handler).block(PATIENCE);
    }

    private URI address(String path) {
        return URI.create(ui.address().replace("http:", "ws:") + path);
    }

    private static ReactorNettyWebSocketClient client(int largestFrame) {
        return new ReactorNettyWebSocketClient(
                HttpClient.create(), () -> WebsocketClientSpec.builder().maxFramePayloadLength(largestFrame));
    }
}
