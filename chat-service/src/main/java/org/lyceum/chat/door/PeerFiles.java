package org.lyceum.chat.door;

import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.hosting.RoomException;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the node's own peer over REST. */
final class PeerFiles implements SharedFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A thousand torrents are listed in half of that. */
    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private static final String INFOHASH = "(?i)([0-9a-f]{40}|[0-9a-f]{64})";

    private final Supplier<URI> peer;
    private final WebClient http;

    /** @param peer its address, known once the server of this process has started */
    PeerFiles(Supplier<URI> peer, @Nullable String token) {
        this.peer = peer;
        WebClient.Builder client =
                WebClient.builder().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER_BYTES));
        if (token != null) {
            client.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        http = client.build();
    }

    private record Torrent(String infoHash, String name, long totalBytes) {}

    private record TorrentFile(int index, String path, long bytes, long completedBytes) {

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    @Override
    public Mono<Optional<Found>> find(String wanted) {
        return get("/api/v1/torrents", new ParameterizedTypeReference<List<Torrent>>() {})
                .flatMapIterable(torrents -> torrents.stream()
                        .sorted(Comparator.comparing(torrent -> !matches(torrent, wanted)))
                        .toList())
                .concatMap(torrent -> files(torrent, wanted), 1)
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .timeout(PATIENCE)
                .onErrorMap(PeerFiles::isSilence, PeerFiles::explained);
    }

    @Override
    public Mono<Flux<DataBuffer>> content(String infohash, String name) {
        return filesOf(infohash)
                .filter(file -> file.name().equals(name) && file.completedBytes() == file.bytes())
                .next()
                .timeout(PATIENCE)
                .onErrorResume(WebClientResponseException.NotFound.class, _ -> Mono.empty())
                .onErrorMap(PeerFiles::isSilence, PeerFiles::explained)
                .map(file -> http.get()
                        .uri(peer.get().resolve(filesPath(infohash) + "/" + file.index() + "/content"))
                        .retrieve()
                        .bodyToFlux(DataBuffer.class));
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof WebClientException || failure instanceof TimeoutException;
    }

    private static RoomException explained(Throwable failure) {
        return new RoomException(
                RoomException.Reason.FULL,
                "The peer of this node, which has its files, does not answer: " + failure.getMessage());
    }

    private static boolean matches(Torrent torrent, String wanted) {
        return torrent.name().equalsIgnoreCase(wanted) || torrent.infoHash().equalsIgnoreCase(wanted);
    }

    private Flux<Found> files(Torrent torrent, String wanted) {
        boolean byInfohash = wanted.matches(INFOHASH);
        if (byInfohash && !torrent.infoHash().equalsIgnoreCase(wanted)) {
            return Flux.empty();
        }
        return filesOf(torrent.infoHash())
                .filter(file -> byInfohash
                        || file.name().equalsIgnoreCase(wanted)
                        || file.path().equalsIgnoreCase(wanted))
                .take(1)
                .map(file -> new Found(torrent.infoHash(), file.name(), file.bytes(), mediaType(file.name())));
    }

    private Flux<TorrentFile> filesOf(String infohash) {
        return get(filesPath(infohash), new ParameterizedTypeReference<List<TorrentFile>>() {})
                .flatMapIterable(files -> files);
    }

    private static String filesPath(String infohash) {
        return "/api/v1/torrents/" + infohash + "/files";
    }

    private <T> Mono<T> get(String path, ParameterizedTypeReference<T> type) {
        return http.get().uri(peer.get().resolve(path)).retrieve().bodyToMono(type);
    }

    private static String mediaType(String name) {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "" : guess;
    }
}
