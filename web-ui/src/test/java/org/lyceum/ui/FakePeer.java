package org.lyceum.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

/** A peer's REST interface with whatever a test puts behind it, on a free port of the loopback address. */
final class FakePeer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TORRENT = "/api/v1/torrents/{infoHash}";

    final Map<String, Map<String, Object>> torrents = new ConcurrentSkipListMap<>();
    final Map<String, List<Map<String, Object>>> files = new ConcurrentHashMap<>();
    final Map<String, List<Map<String, Object>>> peers = new ConcurrentHashMap<>();
    final Map<String, List<Map<String, Object>>> slots = new ConcurrentHashMap<>();
    final Map<String, Map<String, Object>> pieces = new ConcurrentHashMap<>();

    volatile Map<String, Object> blocklist = noBlocklist();

    final FakeRooms rooms = new FakeRooms();

    /** Method, address and small bodies of what was asked for, apart from what is only read. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    /** What it says of its network; null when it is part of none. */
    volatile @Nullable Map<String, Object> network;

    volatile Map<String, Object> graph = Map.of("edges", List.of(), "complete", false);

    /** What the bytes of every file are. */
    volatile byte[] content = new byte[0];

    /** Sees each portion of an upload. */
    volatile Consumer<byte[]> uploads = portion -> {};

    private final Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;

    private FakePeer(int port) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .channelGroup(connections)
                .route(this::routes)
                .bindNow();
    }

    static FakePeer start() {
        return new FakePeer(0);
    }

    /** Again, where an earlier one stood. */
    static FakePeer startAt(URI url) {
        return new FakePeer(url.getPort());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Puts a torrent there and tells of it. */
    Map<String, Object> add(Map<String, Object> torrent) {
        torrents.put((String) torrent.get("infoHash"), torrent);
        emit("torrent-added", torrent);
        return torrent;
    }

    /** Changes a torrent and tells of it. */
    void progress(String infoHash, Map<String, Object> changes) {
        Map<String, Object> torrent = new LinkedHashMap<>(torrents.get(infoHash));
        torrent.putAll(changes);
        torrents.put(infoHash, torrent);
        emit("progress", torrent);
    }

    void emit(String name, Map<String, Object> data) {
        events.tryEmitNext("event:" + name + "\ndata:" + JSON.writeValueAsString(data) + "\n\n");
    }

    static Map<String, Object> torrent(String infoHash, String name) {
        Map<String, Object> torrent = new LinkedHashMap<>();
        torrent.put("infoHash", infoHash);
        torrent.put("name", name);
        torrent.put("totalBytes", 1_000_000);
        torrent.put("pieceLength", 16_384);
        torrent.put("pieceCount", 62);
        torrent.put("completedBytes", 250_000);
        torrent.put("progress", 0.25);
        torrent.put("state", "downloading");
        torrent.put("downloadRate", 120_000);
        torrent.put("uploadRate", 3_000);
        torrent.put("downloaded", 260_000);
        torrent.put("uploaded", 40_000);
        torrent.put("ratio", 0.15);
        torrent.put("peers", 3);
        torrent.put("seeds", 1);
        torrent.put("etaSeconds", 75);
        torrent.put("limits", Map.of("download", 0, "upload", 64_000));
        torrent.put("addedAt", "2026-11-20T10:00:00Z");
        torrent.put("error", null);
        torrent.put("magnet", "magnet:?xt=urn:btih:" + infoHash);
        return torrent;
    }

    static Map<String, Object> file(int index, String path, long bytes) {
        return Map.of("index", index, "path", path, "bytes", bytes, "completedBytes", bytes / 2, "priority", "normal");
    }

    static Map<String, Object> slot(String address, boolean optimistic, boolean interested) {
        return Map.of(
                "address",
                address,
                "client",
                "Transmission 4.0.6",
                "optimistic",
                optimistic,
                "interested",
                interested,
                "downloadRate",
                2_000,
                "uploadRate",
                77_000);
    }

    static Map<String, Object> noBlocklist() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("ranges", 0);
        none.put("ipv4Addresses", 0);
        none.put("name", null);
        none.put("source", null);
        none.put("loadedAt", null);
        none.put("badLines", 0);
        none.put("firstBadLines", List.of());
        none.put("turnedAway", 0);
        return none;
    }

    /** One that was put there, with a line that is no use. */
    static Map<String, Object> blocklist(String name) {
        Map<String, Object> list = noBlocklist();
        list.put("ranges", 2);
        list.put("ipv4Addresses", 16_777_222);
        list.put("name", name);
        list.put("source", "put");
        list.put("loadedAt", "2026-11-20T10:00:00Z");
        list.put("badLines", 1);
        list.put("firstBadLines", List.of(Map.of("number", 7, "why", "'<b>' is no address")));
        list.put("turnedAway", 1_234);
        return list;
    }

    /** As it was when it started. */
    void forget() {
        blocklist = noBlocklist();
        torrents.clear();
        files.clear();
        peers.clear();
        pieces.clear();
        slots.clear();
        commands.clear();
        rooms.forget();
    }

    @Override
    public void close() {
        connections.close().syncUninterruptibly();
        server.disposeNow();
    }

    private void routes(HttpServerRoutes routes) {
        rooms.routes(routes);
        routes.get("/api/v1/torrents", (request, response) -> json(response, torrents.values()))
                .get("/api/v1/events", (request, response) -> response.sse().sendString(events.asFlux()))
                .get(TORRENT, this::one)
                .get(TORRENT + "/files", (request, response) -> list(files, request, response))
                .get(TORRENT + "/peers", (request, response) -> list(peers, request, response))
                .get(TORRENT + "/choking", this::choking)
                .get("/api/v1/node", (request, response) -> json(response, use()))
                .get("/api/v1/blocklist", (request, response) -> json(response, blocklist))
                .put("/api/v1/blocklist", this::putBlocklist)
                .delete("/api/v1/blocklist", this::command)
                .get(
                        "/api/v1/limits",
                        (request, response) -> json(response, Map.of("download", 1_500_500, "upload", 0)))
                .get(TORRENT + "/trackers", (request, response) -> json(response, List.of()))
                .get(
                        TORRENT + "/pieces",
                        (request, response) -> json(
                                response,
                                pieces.getOrDefault(
                                        request.param("infoHash"), Map.of("bitfield", "", "availability", List.of()))))
                .get(TORRENT + "/torrent", (request, response) -> response.sendString(Mono.just("d4:infode")))
                .get(TORRENT + "/files/{index}/content", this::range)
                .get("/api/v1/network", (request, response) -> network(response, network))
                .get("/api/v1/network/graph", (request, response) -> network(response, network == null ? null : graph))
                .post("/api/v1/network/seeds", this::command)
                .post("/api/v1/torrents", this::command)
                .post("/api/v1/shares", this::upload)
                .post(TORRENT + "/{verb}", this::command)
                .delete(TORRENT, this::command)
                .route(
                        request -> request.method().equals(HttpMethod.PATCH)
                                && request.uri().equals("/api/v1/limits"),
                        (request, response) ->
                                commanded(request, response.status(200), Map.of("download", 1_500_500, "upload", 500)))
                .route(request -> request.method().equals(HttpMethod.PATCH), this::command);
    }

    private Publisher<Void> one(HttpServerRequest request, HttpServerResponse response) {
        Map<String, Object> torrent = torrents.get(request.param("infoHash"));
        return torrent == null
                ? response.status(404)
                        .header("Content-Type", "application/problem+json")
                        .sendString(Mono.just("{\"status\":404,\"detail\":\"no such torrent here\"}"))
                : json(response, torrent);
    }

    private static Publisher<Void> network(HttpServerResponse response, @Nullable Map<String, Object> told) {
        return told == null
                ? response.status(404)
                        .header("Content-Type", "application/problem+json")
                        .sendString(Mono.just("{\"status\":404,\"detail\":\"this node is part of no network\"}"))
                : json(response, told);
    }

    private Publisher<Void> choking(HttpServerRequest request, HttpServerResponse response) {
        return json(
                response,
                Map.of(
                        "algorithm",
                        "classic",
                        "slots",
                        4,
                        "nextRoundSeconds",
                        12,
                        "taken",
                        slots.getOrDefault(request.param("infoHash"), List.of())));
    }

    private static Publisher<Void> list(
            Map<String, List<Map<String, Object>>> lists, HttpServerRequest request, HttpServerResponse response) {
        return json(response, lists.getOrDefault(request.param("infoHash"), List.of()));
    }

    private static Map<String, Object> use() {
        return Map.of(
                "name",
                "ishan",
                "choke",
                "bep3",
                "uploadSlots",
                4,
                "downloads",
                Map.of("active", 2, "waiting", 5, "most", 3),
                "connections",
                Map.of(
                        "now",
                        Map.of("open", 417, "handshaking", 6, "dials", 11),
                        "most",
                        Map.of(
                                "inAll", 1000,
                                "perTorrent", 200,
                                "perHost", 100,
                                "handshaking", 200,
                                "handshakingPerHost", 50,
                                "dials", 50)));
    }

    /** Refuses a list that names nothing that looks like an address. */
    private Publisher<Void> putBlocklist(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString(UTF_8).defaultIfEmpty("").flatMap(body -> {
            commands.add("%s %s %s".formatted(request.method(), request.uri(), body.strip()));
            if (!body.contains(".")) {
                return Mono.from(response.status(400)
                        .header("Content-Type", "application/problem+json")
                        .sendString(Mono.just("{\"status\":400,\"detail\":\"blocklist: no line names an address\"}")));
            }
            blocklist = blocklist("list.p2p");
            return Mono.from(json(response, blocklist));
        });
    }

    private Publisher<Void> command(HttpServerRequest request, HttpServerResponse response) {
        return commanded(request, response.status(201), torrent("cd".repeat(20), "commanded"));
    }

    private Publisher<Void> commanded(HttpServerRequest request, HttpServerResponse response, Object answer) {
        return request.receive().aggregate().asString(UTF_8).defaultIfEmpty("").flatMap(body -> {
            commands.add(
                    "%s %s %s".formatted(request.method(), request.uri(), body).strip());
            return Mono.from(json(response, answer));
        });
    }

    private Publisher<Void> upload(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .asByteArray()
                .doOnNext(portion -> uploads.accept(portion))
                .then(Mono.defer(() -> Mono.from(json(response.status(201), torrent("ab".repeat(20), "uploaded")))));
    }

    /** One range, as a player asks for it. */
    private Publisher<Void> range(HttpServerRequest request, HttpServerResponse response) {
        String range = request.requestHeaders().get("Range");
        response.header("Accept-Ranges", "bytes").header("Content-Type", "text/html");
        if (range == null) {
            return response.sendByteArray(Mono.just(content));
        }
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? content.length - 1 : Math.min(content.length - 1, Integer.parseInt(ends[1]));
        return response.status(206)
                .header("Content-Range", "bytes %d-%d/%d".formatted(from, to, content.length))
                .sendByteArray(Mono.just(Arrays.copyOfRange(content, from, to + 1)));
    }

    private static Publisher<Void> json(HttpServerResponse response, Object body) {
        Object listed = body instanceof Collection<?> many ? List.copyOf(many) : body;
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(listed)));
    }
}
