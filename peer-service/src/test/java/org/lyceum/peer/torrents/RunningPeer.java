package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.peer.PeerService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A whole peer service on ports of its own, and what a client would do with it. */
final class RunningPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final ConfigurableApplicationContext context;
    private final Path data;
    private final int httpPort;
    private final WebTestClient http;

    RunningPeer(Path data, String... arguments) {
        this.data = data;
        context = PeerService.application()
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--lyceum.name=ada",
                                        "--lyceum.data=" + data,
                                        "--lyceum.peer.bt-port=0",
                                        "--lyceum.overlay.port=0",
                                        "--spring.main.banner-mode=off"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        httpPort = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + httpPort)
                .responseTimeout(PATIENCE)
                .codecs(codecs -> {
                    codecs.defaultCodecs().maxInMemorySize(64 << 20);
                    codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(JSON));
                })
                .build();
    }

    /** A file as a client sends it. */
    record Upload(String filename, byte[] content) {}

    WebTestClient http() {
        return http;
    }

    int httpPort() {
        return httpPort;
    }

    Engine engine() {
        return context.getBean(Engine.class);
    }

    EventController events() {
        return context.getBean(EventController.class);
    }

    Path inbox() {
        return data.resolve("inbox");
    }

    WebTestClient.ResponseSpec post(String path, MultipartBodyBuilder parts) {
        return http.post().uri("/api/v1" + path).bodyValue(parts.build()).exchange();
    }

    EntityExchangeResult<TorrentView> share(MultipartBodyBuilder parts) {
        return post("/shares", parts)
                .expectStatus()
                .is2xxSuccessful()
                .expectBody(TorrentView.class)
                .returnResult();
    }

    /** Shares one file and answers its torrent. */
    TorrentView share(String filename, byte[] content) {
        EntityExchangeResult<TorrentView> result = share(files(new Upload(filename, content)));
        assertThat(result.getStatus()).isEqualTo(HttpStatus.CREATED);
        TorrentView torrent = Objects.requireNonNull(result.getResponseBody());
        return await(torrent.infoHash(), now -> now.state() == TorrentState.SEEDING);
    }

    WebTestClient.ResponseSpec add(String json) {
        return http.post()
                .uri("/api/v1/torrents")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    TorrentView torrent(String infoHash) {
        return Objects.requireNonNull(http.get()
                .uri("/api/v1/torrents/" + infoHash)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(TorrentView.class)
                .returnResult()
                .getResponseBody());
    }

    byte[] get(String path) {
        return Objects.requireNonNull(http.get()
                .uri("/api/v1/torrents/" + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    /** Waits until the torrent is as wanted, and answers it. */
    TorrentView await(String infoHash, Predicate<TorrentView> wanted) {
        return Awaitility.await().atMost(PATIENCE).until(() -> torrent(infoHash), wanted);
    }

    static MultipartBodyBuilder files(Upload... uploads) {
        MultipartBodyBuilder parts = new MultipartBodyBuilder();
        for (Upload upload : List.of(uploads)) {
            parts.part("file", new ByteArrayResource(upload.content())).filename(upload.filename());
        }
        return parts;
    }

    static String problem(WebTestClient.ResponseSpec answer, int status) {
        ProblemDetail problem = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(ProblemDetail.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(Objects.requireNonNull(problem).getDetail());
    }

    @Override
    public void close() {
        context.close();
    }
}
