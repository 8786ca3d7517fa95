package org.lyceum.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.lyceum.ml.engine.TestHome;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on loopback, asked as others ask it. */
public final class RunningMl implements AutoCloseable {

    public static final Path PAGE = TestHome.file("ocr/phototest.tif");
    public static final String PAGE_TEXT = TestHome.text("ocr/phototest.gold.txt");
    public static final Path SPEECH = TestHome.file("speech/sense-0880.wav");
    public static final String SPEECH_TEXT = "he was not an ill disposed young man";
    public static final JsonMapper JSON = JsonMapper.builder().build();

    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ConfigurableApplicationContext service;
    private final String address;
    private final WebTestClient web;

    /** Started with the least, so that limits are reached. */
    public RunningMl(Path data) {
        service = MlService.application()
                .run(
                        "--server.port=0",
                        "--lyceum.data=" + data,
                        "--lyceum.overlay.port=0",
                        "--lyceum.ml.workers=1",
                        "--lyceum.ml.upload=1MB",
                        "--lyceum.ml.pixels=20000000");
        address = "127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
        web = WebTestClient.bindToServer()
                .baseUrl("http://" + address)
                .responseTimeout(PATIENCE)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 24))
                .build();
    }

    /** Host and port. */
    public String address() {
        return address;
    }

    public WebTestClient web() {
        return web;
    }

    @Override
    public void close() {
        service.close();
    }

    public static MultipartBodyBuilder form(Path file) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("file", new FileSystemResource(file));
        return form;
    }

    public static MultipartBodyBuilder speechSaying(String... texts) {
        return fragile("say " + String.join("\nsay ", texts) + "\n");
    }

    public static MultipartBodyBuilder fragile(String orders) {
        MultipartBodyBuilder form = bytes(orders, "orders.txt");
        form.part("engine", "fragile");
        return form;
    }

    public static MultipartBodyBuilder bytes(String content, String name) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("file", new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)))
                .filename(name);
        return form;
    }

    public JsonNode submit(String path, MultipartBodyBuilder form) {
        return accepted(web.post()
                .uri(path)
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange());
    }

    public JsonNode submit(String path, byte[] body) {
        return accepted(web.post().uri(path).bodyValue(body).exchange());
    }

    public static JsonNode accepted(WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<String> result =
                answer.expectStatus().isAccepted().expectBody(String.class).returnResult();
        JsonNode job = JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
        assertThat(result.getResponseHeaders().getLocation())
                .isEqualTo(URI.create("/api/v1/jobs/" + job.get("id").asString()));
        return job;
    }

    public JsonNode job(String id) {
        return JSON.readTree(Objects.requireNonNull(web.get()
                .uri("/api/v1/jobs/{id}", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }

    public JsonNode ended(JsonNode job) {
        String id = job.get("id").asString();
        web.get()
                .uri("/api/v1/jobs/{id}/events", id)
                .exchange()
                .returnResult(String.class)
                .getResponseBody()
                .blockLast(PATIENCE);
        return job(id);
    }

    public String done(JsonNode job) {
        JsonNode ended = ended(job);
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("done");
        return ended.get("id").asString();
    }

    public String result(String job, String format) {
        return Objects.requireNonNull(web.get()
                .uri("/api/v1/jobs/{id}/result?format={format}", job, format)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    public void refused(String path, byte[] body, HttpStatus status, String message) {
        assertThat(web.post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .bodyValue(body)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status)
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains(message);
    }

    public String openAi(MultipartBodyBuilder form, HttpStatus status) {
        return Objects.requireNonNull(web.post()
                .uri("/v1/audio/transcriptions")
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
