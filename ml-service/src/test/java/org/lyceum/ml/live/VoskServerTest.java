package org.lyceum.ml.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.RunningMl;
import org.lyceum.ml.engine.ErrorRate;
import tools.jackson.databind.JsonNode;

/** A client of vosk-server's protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoskServerTest {

    private final RunningMl ml;

    VoskServerTest(@TempDir Path data) {
        ml = new RunningMl(data);
    }

    @AfterAll
    void stop() {
        ml.close();
    }

    @Test
    void followsSpeechAsVoskServerDoes() throws Exception {
        Conversation conversation = new Conversation();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + ml.address()), conversation)
                    .get(1, TimeUnit.MINUTES);
            byte[] wav = Files.readAllBytes(RunningMl.SPEECH);
            socket.sendText("{\"config\": {\"sample_rate\": 16000}}", true).get(1, TimeUnit.MINUTES);
            for (int at = 44; at < wav.length; at += 8000) {
                socket.sendBinary(ByteBuffer.wrap(Arrays.copyOfRange(wav, at, Math.min(wav.length, at + 8000))), true)
                        .get(1, TimeUnit.MINUTES);
            }
            socket.sendText("{\"eof\": 1}", true).get(1, TimeUnit.MINUTES);
            assertThat(conversation.end.get(1, TimeUnit.MINUTES)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
        List<JsonNode> messages =
                conversation.messages.stream().map(RunningMl.JSON::readTree).toList();
        assertThat(messages)
                .anyMatch(message -> message.path("partial").asString("").contains("he was"));
        assertThat(messages)
                .anyMatch(message ->
                        message.path("result").path(0).path("word").asString("").equals("he"));
        String text = String.join(
                " ",
                messages.stream()
                        .map(message -> message.path("text").asString(""))
                        .toList());
        assertThat(ErrorRate.ofWords(RunningMl.SPEECH_TEXT, text.strip())).isLessThan(0.3);
    }

    @Test
    void closesWhatIsNotSaidAsVoskServerWantsIt() throws Exception {
        Conversation conversation = new Conversation();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + ml.address()), conversation)
                    .get(1, TimeUnit.MINUTES);
            socket.sendText("{\"config\": {\"sample_rate\": 3}}", true).get(1, TimeUnit.MINUTES);
            assertThat(conversation.end.get(1, TimeUnit.MINUTES)).isEqualTo(1007);
        }
        assertThat(conversation.reason).contains("sample_rate 3: expected 8000 to 192000");
    }

    @Test
    void aPageOfAnotherOriginMayNotListen() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.newWebSocketBuilder()
                            .header("Origin", "http://evil.example")
                            .buildAsync(URI.create("ws://" + ml.address()), new Conversation())
                            .get(1, TimeUnit.MINUTES))
                    .hasMessageContaining("WebSocketHandshakeException");
        }
    }

    private static final class Conversation implements WebSocket.Listener {

        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private volatile String reason = "";

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String why) {
            reason = why;
            end.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            end.completeExceptionally(failure);
        }
    }
}
