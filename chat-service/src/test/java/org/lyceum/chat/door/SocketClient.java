package org.lyceum.chat.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket client that keeps the frames that came until they are asked for. */
final class SocketClient implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;

    record Closed(int code, String reason) {}

    /** Connects; says nothing yet. */
    SocketClient(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    }

    /** Connects and greets. */
    static SocketClient greeted(URI address, String hello) {
        SocketClient client = new SocketClient(address);
        client.send(hello);
        return client;
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(JsonMapper.shared().readTree(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(new Closed(statusCode, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    void send(String text) {
        socket.sendText(text, true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** The next frame of this type; others before it are thrown away. */
    JsonNode await(String type) {
        List<String> others = new ArrayList<>();
        try {
            for (; ; ) {
                JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(frame).as("a frame '%s'; before: %s", type, others).isNotNull();
                if (frame.path("type").asString().equals(type)) {
                    return frame;
                }
                others.add(frame.toString());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** So many events in the order in which they came. */
    List<JsonNode> awaitEvents(int count) {
        return awaitEvents(count, _ -> true);
    }

    /** So many events of some kind in the order in which they came. */
    List<JsonNode> awaitEvents(int count, Predicate<JsonNode> wanted) {
        List<JsonNode> events = new ArrayList<>();
        while (events.size() < count) {
            await("events").path("events").forEach(event -> {
                if (wanted.test(event)) {
                    events.add(event);
                }
            });
        }
        return events;
    }

    Closed awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
