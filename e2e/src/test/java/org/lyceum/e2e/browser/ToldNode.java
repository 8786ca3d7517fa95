package org.lyceum.e2e.browser;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A node of a {@link ToldRoom} as its page sees it: REST, the room's channel, and torrents as a test says they are. */
final class ToldNode implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROOM = "/api/v1/rooms/{course}";
    private static final List<String> PROFESSORS_DEEDS = List.of("announce", "pin", "delete", "mute", "set");
    private static final String LOG = "00ff00ff00ff00ff";

    private final ToldRoom room;
    final String name;
    final String role;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<String, Map<String, Object>> answers = new ConcurrentHashMap<>();
    private final Sinks.Many<String> frames = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<String> transfers = Sinks.many().multicast().directBestEffort();
    private final Map<String, Map<String, Object>> torrents = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> letters = new CopyOnWriteArrayList<>();
    private DisposableServer server;
    volatile boolean entered = true;
    volatile long readUpTo = Long.MAX_VALUE;

    ToldNode(ToldRoom room, String name, String role) {
        this.room = room;
        this.name = name;
        this.role = role;
        this.server = serve(0);
    }

    private DisposableServer serve(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .channelGroup(connections)
                .route(this::routes)
                .bindNow();
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The node goes, with every connection. */
    void stop() {
        connections.close().syncUninterruptibly();
        server.disposeNow();
    }

    /** It is there again, where it was. */
    void startAgain() {
        server = serve(server.port());
    }

    /** Tells its page something. */
    void tell(String frame) {
        frames.tryEmitNext(frame);
    }

    /** What it knows of a torrent from now on; its page hears of it. */
    void has(Map<String, Object> torrent) {
        torrents.put(String.valueOf(torrent.get("infoHash")), torrent);
        transfers.tryEmitNext("event:progress\ndata:" + JSON.writeValueAsString(torrent) + "\n\n");
    }

    private void routes(HttpServerRoutes routes) {
        routes.ws("/ws/rooms/{course}", (in, out) -> {
                    Flux<String> heard = in.receive().asString().concatMapIterable(this::answer);
                    return out.sendString(Flux.merge(heard, frames.asFlux()));
                })
                .get("/api/v1/rooms", (request, response) -> json(response, entered ? List.of(summary()) : List.of()))
                .post("/api/v1/rooms", this::enter)
                .get(ROOM, (request, response) -> entered ? json(response, detail()) : none(response))
                .delete(ROOM, this::leave)
                .get(ROOM + "/posts", this::posts)
                .get(ROOM + "/posts/{id}", this::post)
                .get(ROOM + "/search", this::search)
                .post(
                        ROOM + "/posts/{id}/author",
                        (request, response) -> json(response, Map.of("peerId", "12D3KooWMara", "name", "mara")))
                .get("/api/v1/direct/{peerId}", (request, response) -> json(response, List.copyOf(letters)))
                .post("/api/v1/direct/{peerId}", this::write)
                .get("/api/v1/torrents", (request, response) -> json(response, List.copyOf(torrents.values())))
                .get("/api/v1/torrents/{infoHash}", (request, response) -> torrent(request, response, null))
                .get("/api/v1/torrents/{infoHash}/files", (request, response) -> torrent(request, response, "files"))
                .get(
                        "/api/v1/events",
                        (request, response) ->
                                response.sse().sendString(transfers.asFlux().startWith(": here\n\n")));
    }

    private Publisher<Void> torrent(HttpServerRequest request, HttpServerResponse response, @Nullable String part) {
        Map<String, Object> torrent = torrents.get(request.param("infoHash"));
        return torrent == null ? none(response) : json(response, part == null ? torrent : torrent.get(part));
    }

    private Publisher<Void> enter(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().flatMap(body -> {
            entered = true;
            return Mono.from(json(response.status(201), summary()));
        });
    }

    private Publisher<Void> write(HttpServerRequest request, HttpServerResponse response) {
        String to = String.valueOf(request.param("peerId"));
        return request.receive().aggregate().asString().flatMap(body -> {
            Map<String, Object> told = JSON.readValue(body, new TypeReference<>() {});
            String text = String.valueOf(told.get("text"));
            post(to, true, name, text);
            room.nodes().stream()
                    .filter(node -> ToldRoom.idOf(node.name).equals(to))
                    .forEach(node -> node.post(ToldRoom.idOf(name), false, name, text));
            return Mono.from(json(response.status(201), letters.getLast()));
        });
    }

    /** Keeps a letter, and tells its page of it. */
    private void post(String with, boolean mine, String author, String text) {
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("number", letters.size());
        letter.put("id", "%032x".formatted(letters.size()));
        letter.put("with", with);
        letter.put("mine", mine);
        letter.put("name", author);
        letter.put("sentAt", Instant.now().toString());
        letter.put("text", text);
        letter.put("html", "<p>" + text + "</p>");
        letter.put("waiting", false);
        letters.add(letter);
        tell(JSON.writeValueAsString(Map.of("type", "direct", "message", letter)));
    }

    private Publisher<Void> leave(HttpServerRequest request, HttpServerResponse response) {
        entered = false;
        return response.status(204).send();
    }

    private Map<String, Object> summary() {
        List<Map<String, Object>> posts = room.those(post -> true);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("course", ToldRoom.COURSE);
        told.put("title", "SWE");
        told.put("chatNode", Map.of("peerId", ToldRoom.idOf("ishan"), "name", "ishan"));
        told.put("leads", name.equals("ishan"));
        told.put("logId", LOG);
        told.put("lastSeq", room.lastSeq());
        told.put("waiting", 0);
        told.put("members", room.nodes().size());
        told.put("online", room.nodes().size());
        told.put(
                "unread",
                posts.stream().filter(post -> ToldRoom.seqOf(post) > readUpTo).count());
        told.put("mentions", 0);
        return told;
    }

    private Map<String, Object> detail() {
        Map<String, Object> told = new LinkedHashMap<>(summary());
        told.put("self", Map.of("peerId", ToldRoom.idOf(name), "name", name, "role", role));
        told.put("may", role.equals("professor") ? PROFESSORS_DEEDS : List.of());
        told.put("people", room.nodes().stream().map(ToldNode::person).toList());
        told.put("announcements", seen(post -> "announcement".equals(post.get("kind"))));
        told.put("pinned", seen(post -> Boolean.TRUE.equals(post.get("pinned"))));
        told.put(
                "topics",
                room.those(post -> ToldRoom.repliesTo(post) > 0).stream()
                        .map(ToldRoom::topic)
                        .toList());
        told.put("settings", Map.of());
        return told;
    }

    private List<Map<String, Object>> seen(Predicate<Map<String, Object>> which) {
        return room.those(which).stream()
                .map(post -> ToldRoom.forEyesOf(post, name))
                .toList();
    }

    private Map<String, Object> person() {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("peerId", ToldRoom.idOf(name));
        person.put("name", name);
        person.put("role", role);
        person.put("online", true);
        person.put("chatNode", name.equals("ishan"));
        person.put("mutedUntil", null);
        return person;
    }

    private Publisher<Void> posts(HttpServerRequest request, HttpServerResponse response) {
        Map<String, String> asked = query(request);
        int limit = Integer.parseInt(asked.getOrDefault("limit", "50"));
        String topic = asked.get("topic");
        List<Map<String, Object>> all = room.those(post -> topic == null || topic.equals(post.get("topic")));
        int from = Math.max(0, all.size() - limit);
        if (asked.containsKey("before")) {
            int end = before(all, Long.parseLong(asked.getOrDefault("before", "")));
            from = Math.max(0, end - limit);
            all = all.subList(0, end);
        } else if (asked.containsKey("after")) {
            from = before(all, Long.parseLong(asked.getOrDefault("after", "")) + 1);
        } else if (asked.containsKey("around")) {
            from = Math.max(0, before(all, Long.parseLong(asked.getOrDefault("around", ""))) - limit / 2);
        } else if (asked.containsKey("at")) {
            Instant day = LocalDate.parse(asked.getOrDefault("at", ""))
                    .atStartOfDay(ZoneId.systemDefault())
                    .toInstant();
            from = (int) all.stream()
                    .filter(post ->
                            Instant.parse(String.valueOf(post.get("sentAt"))).isBefore(day))
                    .count();
        }
        int to = Math.min(all.size(), from + limit);
        long last = all.isEmpty() ? 0 : ToldRoom.seqOf(all.getLast());
        List<Map<String, Object>> some = all.subList(from, to).stream()
                .map(post -> ToldRoom.forEyesOf(post, name))
                .toList();
        boolean after = to < all.size() || (topic == null && !all.isEmpty() && last < room.newest());
        return json(response, Map.of("posts", some, "more", Map.of("before", from > 0, "after", after)));
    }

    private Publisher<Void> post(HttpServerRequest request, HttpServerResponse response) {
        List<Map<String, Object>> wanted = seen(post -> Objects.equals(post.get("id"), request.param("id")));
        return wanted.isEmpty() ? none(response) : json(response, wanted.getFirst());
    }

    private Publisher<Void> search(HttpServerRequest request, HttpServerResponse response) {
        String word = query(request).getOrDefault("q", "");
        List<Map<String, Object>> found = room
                .those(post -> String.valueOf(post.get("text")).contains(word))
                .stream()
                .<Map<String, Object>>map(post -> {
                    Map<String, Object> hit = new LinkedHashMap<>(post);
                    int at = String.valueOf(post.get("text")).indexOf(word);
                    hit.put("highlight", List.of(Map.of("start", at, "end", at + word.length())));
                    return hit;
                })
                .toList();
        return json(response, Map.of("posts", found));
    }

    private List<String> answer(String frame) {
        Map<String, Object> told = JSON.readValue(frame, new TypeReference<>() {});
        return switch (String.valueOf(told.get("type"))) {
            case "hello" -> hello(told);
            case "send" ->
                List.of(JSON.writeValueAsString(
                        answers.computeIfAbsent(String.valueOf(told.get("id")), id -> room.say(this, told))));
            case "typing" -> {
                room.broadcast(Map.of("type", "typing", "peerId", ToldRoom.idOf(name), "name", name), this);
                yield List.of();
            }
            case "read" -> {
                readUpTo = ToldRoom.seqOf(told);
                yield List.of();
            }
            default -> List.of("{\"type\":\"pong\"}");
        };
    }

    private List<String> hello(Map<String, Object> told) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("type", "hello");
        hello.put("protocol", 1);
        hello.put("logId", LOG);
        hello.put("lastSeq", room.lastSeq());
        hello.put("self", Map.of("peerId", ToldRoom.idOf(name), "name", name, "role", role));
        hello.put("chatNode", Map.of("peerId", ToldRoom.idOf("ishan"), "name", "ishan"));
        hello.put("resumed", told.containsKey("after"));
        long after = told.get("after") instanceof Number number ? number.longValue() : room.lastSeq();
        List<Map<String, Object>> missed = room.eventsAfter(after);
        return missed.isEmpty()
                ? List.of(JSON.writeValueAsString(hello))
                : List.of(
                        JSON.writeValueAsString(hello),
                        JSON.writeValueAsString(Map.of("type", "events", "events", missed)));
    }

    /** Says something, as its person does. */
    void say(String kind, Map<String, Object> more) {
        Map<String, Object> told = new LinkedHashMap<>(more);
        told.put("kind", kind);
        room.say(this, told);
    }

    @Override
    public void close() {
        stop();
    }

    private static int before(List<Map<String, Object>> all, long seq) {
        return (int) IntStream.range(0, all.size())
                .filter(i -> ToldRoom.seqOf(all.get(i)) < seq)
                .count();
    }

    private static Map<String, String> query(HttpServerRequest request) {
        Map<String, String> asked = new LinkedHashMap<>();
        String query = URI.create(request.uri()).getQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int is = pair.indexOf('=');
                asked.put(pair.substring(0, is), pair.substring(is + 1));
            }
        }
        return asked;
    }

    private static Publisher<Void> none(HttpServerResponse response) {
        return response.status(404)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just("{\"status\":404,\"detail\":\"there is none\"}"));
    }

    private static Publisher<Void> json(HttpServerResponse response, @Nullable Object told) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(JSON.writeValueAsString(told)));
    }
}
