package org.lyceum.launcher;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A peer's REST interface, as any program would use it. */
final class PeerApi {

    private static final Logger log = LoggerFactory.getLogger(PeerApi.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final HttpClient client;
    private final URI events;
    private final RestClient http;

    PeerApi(HttpClient client, URI peer) {
        this.client = client;
        events = peer.resolve("/api/v1/events");
        http = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(client))
                .baseUrl(peer.resolve("/api/v1"))
                .build();
    }

    /**
     * What the peer says of a torrent.
     *
     * @param progress verified part, 0 to 1
     * @param downloadRate bytes per second
     */
    record Torrent(
            String infoHash,
            String name,
            long totalBytes,
            long completedBytes,
            double progress,
            String state,
            long downloadRate,
            int peers,
            @Nullable String error,
            String magnet) {

        boolean complete() {
            return state.equals("seeding") && completedBytes == totalBytes;
        }
    }

    private record File(int index, String path) {}

    Torrent share(String name, List<Path> files) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("name", name);
        files.forEach(file -> parts.add("file", new FileSystemResource(file)));
        return Objects.requireNonNull(http.post()
                .uri("/shares")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .retrieve()
                .body(Torrent.class));
    }

    Torrent add(String magnet) {
        return Objects.requireNonNull(http.post()
                .uri("/torrents")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("magnet", magnet))
                .retrieve()
                .body(Torrent.class));
    }

    Torrent torrent(String infoHash) {
        return Objects.requireNonNull(
                http.get().uri("/torrents/{infoHash}", infoHash).retrieve().body(Torrent.class));
    }

    /**
     * Calls {@code added} for every torrent that the peer is given from now on, until the peer stops.
     *
     * @return completes once the peer is listening
     */
    CompletableFuture<Void> followAdditions(Consumer<Torrent> added) {
        HttpRequest request = HttpRequest.newBuilder(events)
                .header("Accept", MediaType.TEXT_EVENT_STREAM_VALUE)
                .build();
        return client.sendAsync(request, BodyHandlers.ofLines())
                .thenAccept(response -> Thread.ofVirtual().start(() -> readAdditions(response.body(), added)));
    }

    /** Server-sent events: the line with the data of an event follows the one with its name. */
    private static void readAdditions(Stream<String> lines, Consumer<Torrent> added) {
        boolean wanted = false;
        try (lines) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    wanted = line.substring("event:".length()).strip().equals("torrent-added");
                } else if (wanted && line.startsWith("data:")) {
                    added.accept(JSON.readValue(line.substring("data:".length()), Torrent.class));
                }
            }
        } catch (UncheckedIOException e) {
            log.debug("the peer has stopped", e);
        }
    }

    /** SHA-256 of every file of a torrent, read from the peer, by file name. */
    Map<String, String> checksums(String infoHash) {
        List<File> files = Objects.requireNonNull(http.get()
                .uri("/torrents/{infoHash}/files", infoHash)
                .retrieve()
                .body(new ParameterizedTypeReference<List<File>>() {}));
        return files.stream()
                .collect(Collectors.toUnmodifiableMap(
                        file -> Path.of(file.path()).getFileName().toString(),
                        file -> checksum(infoHash, file.index())));
    }

    private String checksum(String infoHash, int index) {
        return Objects.requireNonNull(http.get()
                .uri("/torrents/{infoHash}/files/{index}/content", infoHash, index)
                .exchange((request, response) -> Checksums.of(response.getBody())));
    }
}
