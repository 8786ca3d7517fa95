package org.lyceum.launcher;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** A peer's REST interface, as any program would use it. */
final class PeerApi {

    private final RestClient http;

    PeerApi(HttpClient client, URI peer) {
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
