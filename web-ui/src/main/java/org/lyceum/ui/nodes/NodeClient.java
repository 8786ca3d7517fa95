package org.lyceum.ui.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The REST interface of one node. Every answer that is not the one asked for is a {@link NodeException}.
 *
 * <p>Info hashes must be 40 hexadecimal digits: they become part of an address.
 */
public final class NodeClient {

    /** A node on this machine that takes longer than this is as good as gone to the person who waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String TORRENTS = "/api/v1/torrents";
    private static final String LIMITS = "/api/v1/limits";
    private static final String BLOCKLIST = "/api/v1/blocklist";
    private static final String NETWORK = "/api/v1/network";
    private static final String TORRENT = TORRENTS + "/{infoHash}";

    private final Node node;
    private final WebClient http;
    private final EventReader reader;
    private final NodeRooms rooms;

    NodeClient(Node node, WebClient http, WebSocketClient sockets, EventReader reader) {
        this.node = node;
        this.http = http;
        this.reader = reader;
        this.rooms = new NodeRooms(this, http, sockets);
    }

    /** What was answered to a magnet link. */
    public record Addition(Torrent torrent, boolean isNew) {}

    public Node node() {
        return node;
    }

    public NodeRooms rooms() {
        return rooms;
    }

    /** Oldest first. */
    public Mono<List<Torrent>> torrents() {
        return list(new ParameterizedTypeReference<>() {}, TORRENTS);
    }

    public Mono<Torrent> torrent(String infoHash) {
        return ask(http.get().uri(TORRENT, infoHash), answer -> answer.bodyToMono(Torrent.class));
    }

    public Mono<List<TorrentFile>> files(String infoHash) {
        return list(new ParameterizedTypeReference<>() {}, TORRENT + "/files", infoHash);
    }

    public Mono<TorrentFile> file(String infoHash, int index) {
        return files(infoHash).map(files -> among(files, index));
    }

    /** The file with this index. */
    public TorrentFile among(List<TorrentFile> files, int index) {
        return files.stream()
                .filter(file -> file.index() == index)
                .findFirst()
                .orElseThrow(() -> NodeException.refused(
                        node, HttpStatus.NOT_FOUND, "This swarm has no file %d.".formatted(index)));
    }

    public Mono<List<PeerConnection>> peers(String infoHash) {
        return list(new ParameterizedTypeReference<>() {}, TORRENT + "/peers", infoHash);
    }

    /** Whom the torrent uploads to. */
    public Mono<Choking> choking(String infoHash) {
        return ask(http.get().uri(TORRENT + "/choking", infoHash), answer -> answer.bodyToMono(Choking.class));
    }

    /** What all torrents of the node together may transfer. */
    public Mono<Limits> limits() {
        return ask(http.get().uri(LIMITS), answer -> answer.bodyToMono(Limits.class));
    }

    public Mono<Limits> limit(LimitsChange change) {
        return ask(http.patch().uri(LIMITS).bodyValue(change), answer -> answer.bodyToMono(Limits.class));
    }

    /** Limits one torrent, within the limits of the node. */
    public Mono<Limits> limit(String infoHash, LimitsChange change) {
        return ask(
                http.patch().uri(TORRENT, infoHash).bodyValue(Map.of("limits", change)),
                answer -> answer.bodyToMono(Torrent.class).map(Torrent::limits));
    }

    public Mono<NodeUse> use() {
        return ask(http.get().uri("/api/v1/node"), answer -> answer.bodyToMono(NodeUse.class));
    }

    public Mono<Blocklist> blocklist() {
        return ask(http.get().uri(BLOCKLIST), answer -> answer.bodyToMono(Blocklist.class));
    }

    /** Sends a list as it arrives, in place of the one before; answers once its addresses are blocked. */
    public Mono<Blocklist> putBlocklist(String name, Flux<DataBuffer> list) {
        return answered(
                http.put().uri(BLOCKLIST + "?name={name}", name).body(BodyInserters.fromDataBuffers(list)),
                answer -> answer.bodyToMono(Blocklist.class));
    }

    public Mono<Void> emptyBlocklist() {
        return ask(http.delete().uri(BLOCKLIST), ClientResponse::releaseBody);
    }

    /** The network of nodes that it is part of; refused with 404 when it is part of none. */
    public Mono<Network> network() {
        return ask(http.get().uri(NETWORK), answer -> answer.bodyToMono(Network.class));
    }

    public Mono<Network.Graph> networkGraph() {
        return ask(http.get().uri(NETWORK + "/graph"), answer -> answer.bodyToMono(Network.Graph.class));
    }

    /** Lets it ask a node at this address who is there. */
    public Mono<Void> addSeed(String address) {
        return ask(
                http.post().uri(NETWORK + "/seeds").bodyValue(Map.of("address", address)), ClientResponse::releaseBody);
    }

    public Mono<List<Tracker>> trackers(String infoHash) {
        return list(new ParameterizedTypeReference<>() {}, TORRENT + "/trackers", infoHash);
    }

    /** The piece map as JSON text: the bit field in base64 and the availability of each piece. */
    public Mono<String> pieces(String infoHash) {
        return ask(http.get().uri(TORRENT + "/pieces", infoHash), answer -> answer.bodyToMono(String.class));
    }

    public Mono<Addition> add(String magnet) {
        return ask(
                http.post().uri(TORRENTS).bodyValue(Map.of("magnet", magnet)),
                answer -> answer.bodyToMono(Torrent.class)
                        .map(torrent ->
                                new Addition(torrent, answer.statusCode().isSameCodeAs(HttpStatus.CREATED))));
    }

    public Mono<Void> pause(String infoHash) {
        return command(infoHash, "pause");
    }

    /** Moves it in the queue of downloads. */
    public Mono<Void> moveInQueue(String infoHash, QueueMove move) {
        return ask(
                http.post().uri(TORRENT + "/queue", infoHash).bodyValue(Map.of("move", move.key())),
                ClientResponse::releaseBody);
    }

    public Mono<Void> resume(String infoHash) {
        return command(infoHash, "resume");
    }

    /** Hashes everything on its disk again. */
    public Mono<Void> verify(String infoHash) {
        return command(infoHash, "verify");
    }

    public Mono<Void> remove(String infoHash, boolean deleteFiles) {
        return ask(http.delete().uri(TORRENT + "?files={files}", infoHash, deleteFiles), ClientResponse::releaseBody);
    }

    public Mono<Void> setPriority(String infoHash, int file, FilePriority priority) {
        return ask(
                http.patch()
                        .uri(TORRENT + "/files/{file}", infoHash, file)
                        .bodyValue(Map.of("priority", priority.key())),
                ClientResponse::releaseBody);
    }

    /**
     * Sends a body as it arrives and hands over whatever is answered, an error too. No limit on size or time.
     *
     * @param path below {@code /api/v1}
     */
    public Mono<Void> upload(
            String path, HttpHeaders headers, Flux<DataBuffer> body, Function<ClientResponse, Mono<Void>> answer) {
        return unlessSilent(http.post()
                .uri("/api/v1" + path)
                .headers(sent -> sent.putAll(headers))
                .body(BodyInserters.fromDataBuffers(body))
                .exchangeToMono(answer));
    }

    /** Asks for the bytes of a file, or with {@code HEAD} for their headers, and hands over whatever is answered. */
    public Mono<Void> content(
            HttpMethod method,
            String infoHash,
            int file,
            HttpHeaders headers,
            Function<ClientResponse, Mono<Void>> answer) {
        return unlessSilent(http.method(method)
                .uri(TORRENT + "/files/{file}/content", infoHash, file)
                .headers(sent -> sent.putAll(headers))
                .accept(MediaType.ALL)
                .exchangeToMono(answer));
    }

    /** Asks for the .torrent file and hands over whatever is answered. */
    public Mono<Void> torrentFile(String infoHash, Function<ClientResponse, Mono<Void>> answer) {
        return unlessSilent(http.get()
                .uri(TORRENT + "/torrent", infoHash)
                .accept(MediaType.ALL)
                .exchangeToMono(answer));
    }

    /** The refusal that an answer of the 4xx or 5xx kind stands for. */
    public Mono<NodeException> refusal(ClientResponse answer) {
        String otherwise = "%s’s node answered %d %s."
                .formatted(node.name(), answer.statusCode().value(), reason(answer));
        return answer.bodyToMono(ProblemDetail.class)
                .mapNotNull(ProblemDetail::getDetail)
                .onErrorComplete()
                .defaultIfEmpty(otherwise)
                .map(detail -> NodeException.refused(node, answer.statusCode(), detail));
    }

    /** Events until the node closes the stream or goes away. */
    Flux<NodeEvent> events() {
        return http.get()
                .uri("/api/v1/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchangeToFlux(answer -> answer.statusCode().is2xxSuccessful()
                        ? answer.bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                        : refusal(answer).flatMapMany(Flux::error))
                .onErrorMap(WebClientRequestException.class, silence -> NodeException.silent(node))
                .mapNotNull(reader::read);
    }

    private Mono<Void> command(String infoHash, String verb) {
        return ask(http.post().uri(TORRENT + "/" + verb, infoHash), ClientResponse::releaseBody);
    }

    <T> Mono<List<T>> list(ParameterizedTypeReference<List<T>> type, String uri, Object... variables) {
        return ask(http.get().uri(uri, variables), answer -> answer.bodyToMono(type));
    }

    <T> Mono<T> ask(WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<T>> onSuccess) {
        return answered(request, onSuccess)
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, late -> NodeException.silent(node));
    }

    private <T> Mono<T> answered(WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<T>> onSuccess) {
        return unlessSilent(request.exchangeToMono(answer -> answer.statusCode().is2xxSuccessful()
                        ? onSuccess.apply(answer)
                        : refusal(answer).flatMap(Mono::error)))
                .onErrorMap(DecodingException.class, strange -> NodeException.strange(node));
    }

    <T> Mono<T> unlessSilent(Mono<T> answer) {
        return answer.onErrorMap(WebClientRequestException.class, silence -> NodeException.silent(node));
    }

    private static String reason(ClientResponse answer) {
        @Nullable HttpStatus status = HttpStatus.resolve(answer.statusCode().value());
        return status == null ? "" : status.getReasonPhrase();
    }
}
