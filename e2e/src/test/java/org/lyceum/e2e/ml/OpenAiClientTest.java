package org.lyceum.e2e.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.e2e.NpmProject;
import org.lyceum.launcher.Services;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's own client, from npm. */
@NeedsProgram(value = "npm", debianPackage = "npm")
class OpenAiClientTest {

    @TempDir
    Path data;

    @Test
    void openAisClientGetsWhatItExpects() throws Exception {
        JsonNode got = transcribe();

        String text = got.get("json").get("text").asString();
        assertThat(text).contains("had then leisure to consider how much");
        assertThat(got.get("text").asString().strip()).isEqualTo(text);
        assertThat(got.get("srt").asString()).startsWith("1\n00:00:0").contains(" --> 00:00:0");
        assertThat(got.get("vtt").asString()).startsWith("WEBVTT\n\n00:00:0");
        JsonNode verbose = got.get("verbose");
        assertThat(verbose.get("language").asString()).isEqualTo("english");
        assertThat(verbose.get("duration").asDouble()).isBetween(7.0, 7.2);
        assertThat(verbose.get("words").size()).isEqualTo(text.split(" ", -1).length);
        assertThat(verbose.get("segments").get(0).get("end").asDouble()).isGreaterThan(5);
        List<String> events = new ArrayList<>();
        StringBuilder deltas = new StringBuilder();
        for (JsonNode event : got.get("events")) {
            events.add(event.get("type").asString());
            deltas.append(event.path("delta").asString(""));
        }
        assertThat(events).startsWith("transcript.text.delta").endsWith("transcript.text.done");
        assertThat(deltas).hasToString(text);
        assertThat(got.get("refusal").get("status").asInt()).isEqualTo(400);
        assertThat(got.get("refusal").get("type").asString()).isEqualTo("invalid_request_error");
        assertThat(got.get("refusal").get("message").asString()).contains("language 'tlh' is not installed");
    }

    private JsonNode transcribe() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Path recording = Path.of(Objects.requireNonNull(OpenAiClientTest.class.getResource("sense-0870.wav"))
                .toURI());
        try (Services services = new Services(loopback, Optional.empty())) {
            OverlayNode node = services.startNode(
                    Identity.generate(),
                    OverlaySettings.of("ml", new InetSocketAddress(loopback, 0)).localDiscovery(false));
            URI rest = services.startMl(node, "ml", data, 0);
            Path folder = NpmProject.install("openai");
            Process client = new ProcessBuilder("node", "transcribe.mjs", rest + "/v1", recording.toString())
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(client::destroyForcibly));
            return JsonMapper.shared().readTree(client.getInputStream().readAllBytes());
        }
    }
}
