package org.lyceum.chat.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.ChatService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The door to a room of a real node, with its database and its part of the overlay. */
class RealRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ConfigurableApplicationContext start(Path data) {
        return ChatService.application()
                .run(
                        "--server.port=0",
                        "--lyceum.name=ada",
                        "--lyceum.data=" + data,
                        "--lyceum.overlay.port=0",
                        "--spring.main.banner-mode=off");
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static URI socket(int port) {
        return URI.create("ws://127.0.0.1:%d/ws/rooms/swe".formatted(port));
    }

    private static void awaitChatNode(WebTestClient http) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(http.get()
                                .uri("/api/v1/rooms/swe")
                                .exchange()
                                .expectBody(JsonNode.class)
                                .returnResult()
                                .getResponseBody())
                        .path("leads")
                        .asBoolean());
    }

    @Test
    void whatWasSaidIsReadInOneOrderByAllAndAfterARestart(@TempDir Path data) {
        List<String> texts = IntStream.range(0, 300).mapToObj(i -> "text " + i).toList();
        List<String> first;
        try (ConfigurableApplicationContext context = start(data)) {
            WebTestClient http = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + port(context))
                    .responseTimeout(PATIENCE)
                    .build();
            http.post()
                    .uri("/api/v1/rooms")
                    .bodyValue(Map.of("course", "SWE"))
                    .exchange()
                    .expectStatus()
                    .isCreated();
            awaitChatNode(http);
            try (SocketClient one = greeted(context);
                    SocketClient other = greeted(context)) {
                one.await("hello");
                other.await("hello");
                texts.forEach(text -> one.send("{\"type\":\"send\",\"text\":\"%s\"}".formatted(text)));
                first = messages(one, texts.size());
                assertThat(first).isEqualTo(texts);
                assertThat(messages(other, texts.size())).isEqualTo(first);
            }
        }
        try (ConfigurableApplicationContext context = start(data);
                SocketClient again = greeted(context)) {
            assertThat(messages(again, texts.size())).isEqualTo(first);
        }
    }

    private static SocketClient greeted(ConfigurableApplicationContext context) {
        return SocketClient.greeted(socket(port(context)), """
                {"type":"hello","protocol":1,"after":0}""");
    }

    private static List<String> messages(SocketClient client, int count) {
        return client.awaitEvents(count, event -> event.path("kind").asString().equals("message")).stream()
                .map(event -> event.path("body").path("text").asString())
                .toList();
    }
}
