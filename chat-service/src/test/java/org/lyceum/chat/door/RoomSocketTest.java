package org.lyceum.chat.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.Body;
import org.lyceum.overlay.identity.Identity;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomSocketTest {

    private static final String HELLO = """
            {"type":"hello","protocol":1,"after":0}""";

    private Door door;
    private FakeRoom room;
    private URI socket;
    private int courses;

    @BeforeAll
    void open(@TempDir Path data) {
        door = new Door(data);
    }

    @BeforeEach
    void enterAnotherRoom() {
        room = door.rooms.enter(" Course%d".formatted(++courses));
        socket = door.socket("COURSE%d".formatted(courses));
    }

    @AfterAll
    void close() {
        door.close();
    }

    private SocketClient greeted() {
        return SocketClient.greeted(socket, HELLO);
    }

    private void say(String... texts) {
        for (String text : texts) {
            room.write(new Body.Message(text)).join();
        }
    }

    private static List<String> texts(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("body").path("text").asString())
                .toList();
    }

    @Test
    void tellsWhoIsWhereBeforeAnythingElse() {
        try (SocketClient client = greeted()) {
            JsonNode hello = client.await("hello");
            assertThat(hello.path("protocol").asInt()).isEqualTo(1);
            assertThat(hello.path("logId").asString()).isEqualTo("00000000000000a1");
            assertThat(hello.path("self").path("name").asString()).isEqualTo("ada");
            assertThat(hello.path("chatNode").path("peerId").asString())
                    .isEqualTo(room.self().peer().text());
            assertThat(hello.path("resumed").asBoolean()).isTrue();
        }
    }

    @Test
    void whatOneSaysAllRead() {
        try (SocketClient one = greeted();
                SocketClient other = greeted()) {
            one.await("hello");
            other.await("hello");
            one.send("""
                    {"type":"send","id":"a1","text":"hello <b>all</b>"}""");
            JsonNode ack = one.await("ack");
            assertThat(ack.path("id").asString()).isEqualTo("a1");
            JsonNode event = other.awaitEvents(1).getFirst();
            assertThat(event.path("kind").asString()).isEqualTo("message");
            assertThat(event.path("body").path("text").asString()).isEqualTo("hello <b>all</b>");
            assertThat(event.path("id").asString())
                    .isEqualTo(ack.path("eventId").asString());
            assertThat(event.path("seq").asLong()).isEqualTo(ack.path("seq").asLong());
        }
    }

    @Test
    void theSameIdIsSaidOnce() {
        try (SocketClient client = greeted()) {
            client.send("""
                    {"type":"send","id":"a1","text":"once"}""");
            JsonNode first = client.await("ack");
            client.send("""
                    {"type":"send","id":"a1","text":"once"}""");
            assertThat(client.await("ack")).isEqualTo(first);
            assertThat(room.events(0, 10).join()).hasSize(1);
        }
    }

    @Test
    void goesOnBehindWhatTheReaderHas() {
        say("one", "two", "three");
        try (SocketClient client = SocketClient.greeted(socket, """
                {"type":"hello","protocol":1,"after":2,"logId":"00000000000000a1"}""")) {
            assertThat(client.await("hello").path("resumed").asBoolean()).isTrue();
            say("four");
            assertThat(texts(client.awaitEvents(3))).containsExactly("two", "three", "four");
        }
    }

    @Test
    void readsOnlyWhatIsNewWithoutAPlaceToBeginAt() {
        say("old");
        try (SocketClient client = SocketClient.greeted(socket, """
                {"type":"hello","protocol":1}""")) {
            client.await("hello");
            client.send("""
                    {"type":"send","text":"new"}""");
            assertThat(texts(client.awaitEvents(1))).containsExactly("new");
        }
    }

    @Test
    void beginsAnewForWhoHasAnotherLog() {
        say("one", "two");
        try (SocketClient client = SocketClient.greeted(socket, """
                {"type":"hello","protocol":1,"after":3,"logId":"00000000000000ff"}""")) {
            assertThat(client.await("hello").path("resumed").asBoolean()).isFalse();
            assertThat(texts(client.awaitEvents(2))).containsExactly("one", "two");
        }
    }

    @Test
    void aReaderOfALongLogGetsAllOfItInOrder() {
        List<String> all = IntStream.range(0, 2_000).mapToObj(i -> "text " + i).toList();
        all.subList(0, 1_500).forEach(this::say);
        try (SocketClient client = greeted()) {
            client.await("hello");
            all.subList(1_500, 2_000).forEach(this::say);
            assertThat(texts(client.awaitEvents(2_000))).isEqualTo(all);
        }
    }

    @Test
    void aLogThatGivesWayIsToldFromItsStart() {
        say("alone");
        try (SocketClient client = greeted()) {
            assertThat(texts(client.awaitEvents(1))).containsExactly("alone");
            room.replaceLog(new Body.Message("of all"), new Body.Message("alone"));
            assertThat(client.await("over").path("logId").asString()).isEqualTo("00000000000000b2");
            assertThat(texts(client.awaitEvents(2))).containsExactly("of all", "alone");
        }
    }

    @Test
    void whatWaitsIsToldAndAcknowledgedLater() {
        try (SocketClient client = greeted()) {
            client.await("hello");
            room.cutOff();
            assertThat(client.await("status").path("chatNode").isNull()).isTrue();
            client.send("""
                    {"type":"send","id":"w","text":"later"}""");
            JsonNode waiting = client.await("waiting");
            assertThat(waiting.path("id").asString()).isEqualTo("w");
            room.reachAgain();
            assertThat(client.await("ack").path("eventId").asString())
                    .isEqualTo(waiting.path("eventId").asString());
        }
    }

    @Test
    void whatIsRefusedSaysWhy() {
        room.refuseEverything("Only a professor announces.");
        try (SocketClient client = greeted()) {
            client.send("""
                    {"type":"send","id":"x","kind":"announce","text":"hear"}""");
            JsonNode refused = client.await("refused");
            assertThat(refused.path("id").asString()).isEqualTo("x");
            assertThat(refused.path("reason").asString()).isEqualTo("Only a professor announces.");
        }
    }

    @Test
    void aMessageOf64KiBPassesWhateverItsCharacters() {
        String longest = "\\u0001".repeat(Body.MAX_TEXT_BYTES);
        try (SocketClient client = greeted()) {
            client.send("{\"type\":\"send\",\"id\":\"big\",\"text\":\"%s\"}".formatted(longest));
            client.await("ack");
            assertThat(client.awaitEvents(1)
                            .getFirst()
                            .path("body")
                            .path("text")
                            .asString())
                    .hasSize(Body.MAX_TEXT_BYTES);
        }
    }

    @Test
    void aLargerMessageIsRefusedWithBothSizes() {
        try (SocketClient client = greeted()) {
            client.send("{\"type\":\"send\",\"id\":\"big\",\"text\":\"%s\"}".formatted("x".repeat(65_537)));
            JsonNode refused = client.await("refused");
            assertThat(refused.path("code").asString()).isEqualTo("too-large");
            assertThat(refused.path("reason").asString()).contains("65,537", "65,536");
            client.send("{\"type\":\"ping\"}");
            client.await("pong");
        }
    }

    @Test
    void aFrameBeyondAllBoundsEndsTheConnection() {
        try (SocketClient client = greeted()) {
            client.await("hello");
            client.send("x".repeat(RoomSockets.MAX_FRAME_BYTES + 1));
            assertThat(client.awaitClose().code()).isEqualTo(1009);
        }
    }

    @Test
    void whatIsNoJsonEndsTheConnection() {
        for (String text : List.of("no json", "[]", "{", "\"hello\"", "[".repeat(100_000))) {
            try (SocketClient client = greeted()) {
                client.await("hello");
                client.send(text);
                assertThat(client.awaitClose())
                        .isEqualTo(new SocketClient.Closed(4000, "expected a JSON object in a text frame"));
            }
        }
        try (SocketClient client = greeted()) {
            client.sendBinary(new byte[] {1, 2, 3});
            assertThat(client.awaitClose().code()).isEqualTo(4000);
        }
    }

    @Test
    void whoDoesNotGreetIsNotHeard() {
        try (SocketClient client = new SocketClient(socket)) {
            client.send("""
                    {"type":"send","text":"hello"}""");
            assertThat(client.awaitClose()).isEqualTo(new SocketClient.Closed(4000, "expected hello first"));
            assertThat(room.events(0, 1).join()).isEmpty();
        }
    }

    @Test
    void anotherProtocolIsNotSpokenHere() {
        try (SocketClient client = SocketClient.greeted(socket, """
                {"type":"hello","protocol":2}""")) {
            assertThat(client.awaitClose().reason()).isEqualTo("hello: protocol 2, this node speaks 1");
        }
    }

    @Test
    void frameTypesOfTheFutureAreAnsweredNotPunished() {
        try (SocketClient client = greeted()) {
            client.send("""
                    {"type":"dance"}""");
            assertThat(client.await("error").path("code").asString()).isEqualTo("unknown-type");
            client.send("""
                    {"type":"send","text":7,"until":"never"}""");
            assertThat(client.await("error").path("code").asString()).isEqualTo("bad-field");
            client.send("""
                    {"type":"send","id":"q","kind":"edit","text":"x"}""");
            assertThat(client.await("refused").path("reason").asString()).isEqualTo("target: missing");
            client.send("{\"type\":\"ping\"}");
            client.await("pong");
        }
    }

    @Test
    void typingIsPassedOnBothWays() {
        Identity bob = Identity.generate();
        try (SocketClient client = greeted()) {
            client.await("hello");
            client.send("""
                    {"type":"typing"}""");
            client.send("""
                    {"type":"typing"}""");
            client.send("{\"type\":\"ping\"}");
            client.await("pong");
            assertThat(room.typed.get()).isEqualTo(1);
            room.someoneTypes(bob, "bob");
            assertThat(client.await("typing").path("name").asString()).isEqualTo("bob");
        }
    }

    @Test
    void aForeignOriginIsTurnedAway() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> http.newWebSocketBuilder()
                            .header("Origin", "https://evil.example")
                            .buildAsync(socket, new WebSocket.Listener() {})
                            .join())
                    .hasCauseInstanceOf(WebSocketHandshakeException.class)
                    .cause()
                    .satisfies(failure -> assertThat(((WebSocketHandshakeException) failure)
                                    .getResponse()
                                    .statusCode())
                            .isEqualTo(403));
        }
    }

    @Test
    void aRoomThatThisNodeIsNotInIsNotFound() {
        assertThatThrownBy(() -> new SocketClient(door.socket("maths")))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void leavingTheRoomEndsItsSockets() {
        try (SocketClient client = greeted()) {
            client.await("hello");
            client.send("{\"type\":\"ping\"}");
            client.await("pong");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> room.listeners() > 0);
            door.rooms.leave(room.name());
            assertThat(client.awaitClose()).isEqualTo(new SocketClient.Closed(4004, "this node has left the room"));
        }
    }

    @Test
    void aReaderThatTakesNothingIsDroppedAndHoldsNobodyUp() throws IOException {
        Counter dropped = door.bean(MeterRegistry.class)
                .get("lyceum.rooms.readers.dropped")
                .counter();
        double before = dropped.count();
        try (Socket deaf = upgraded();
                SocketClient quick = greeted()) {
            byte[] hello = HELLO.strip().getBytes(US_ASCII);
            deaf.getOutputStream().write(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
            deaf.getOutputStream().write(hello);
            // what the server says to it is there, so it is in the room
            assertThat(deaf.getInputStream().readNBytes(1)).hasSize(1);
            quick.await("hello");
            String large = "x".repeat(Body.MAX_TEXT_BYTES);
            int said = 0;
            for (; dropped.count() == before && said < 1_000; said++) {
                say(large);
                quick.awaitEvents(1);
            }
            assertThat(dropped.count()).isEqualTo(before + 1);
            say("last");
            assertThat(texts(quick.awaitEvents(1))).containsExactly("last");
        }
    }

    private Socket upgraded() throws IOException {
        Socket deaf = new Socket(InetAddress.getLoopbackAddress(), socket.getPort());
        deaf.getOutputStream()
                .write("""
                GET %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r
                """.formatted(socket.getPath(), socket.getPort()).getBytes(US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) deaf.getInputStream().read());
        }
        assertThat(answer).startsWith("HTTP/1.1 101");
        return deaf;
    }
}
