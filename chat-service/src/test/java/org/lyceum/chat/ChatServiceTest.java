package org.lyceum.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started alone. */
class ChatServiceTest {

    @TempDir
    private Path data;

    private ConfigurableApplicationContext start() {
        return ChatService.application()
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--lyceum.name=ishan",
                        "--lyceum.data=" + data,
                        "--lyceum.overlay.port=0",
                        "--lyceum.overlay.course=SWE");
    }

    @Test
    void isInTheRoomOfItsCourse() throws Exception {
        try (ConfigurableApplicationContext service = start();
                HttpClient http = HttpClient.newHttpClient()) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            HttpRequest rooms = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/api/v1/rooms".formatted(port)))
                    .build();

            assertThat(http.send(rooms, BodyHandlers.ofString()).body()).contains("\"title\":\"SWE\"");
        }
    }

    @Test
    void aDatabaseThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.createDirectories(data.resolve("db")).resolve("rooms.mv.db");
        Files.write(file, new byte[10_000]);

        assertThatThrownBy(this::start).hasStackTraceContaining(file.toString());
    }
}
