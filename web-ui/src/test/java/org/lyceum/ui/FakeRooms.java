package org.lyceum.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.json.JsonMapper;

/** The rooms of a node, with whatever a test puts into the one called {@code swe}. */
final class FakeRooms {

    static final String ADA = "12D3KooWAda";
    static final String MARA = "12D3KooWMara";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROOM = "/api/v1/rooms/{course}";
    private static final WebsocketServerSpec FRAMES =
            WebsocketServerSpec.builder().maxFramePayloadLength(1 << 20).build();

    /** The room {@code swe}; null when the node is in none. */
    volatile @Nullable Map<String, Object> swe;

    /** False when the node has no part in rooms at all. */
    volatile boolean known = true;

    final List<Map<String, Object>> posts = new CopyOnWriteArrayList<>();

    /** What was said between Ada and anyone alone. */
    final List<Map<String, Object>> letters = new CopyOnWriteArrayList<>();

    /** Method, address and body of what was asked for below {@code /api/v1/rooms}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** What the channel was opened with: the header {@code authorization}, and the address of the {@code room}. */
    final Map<String, String> shown = new ConcurrentHashMap<>();

    /** What it does with the channel of a room. */
    volatile BiFunction<WebsocketInbound, WebsocketOutbound, Publisher<Void>> channel =
            (in, out) -> out.neverComplete();

    /** Ada's room: she is a student there, and may do what is named here. */
    static Map<String, Object> room(String... may) {
        Map<String, Object> room = new LinkedHashMap<>();
        room.put("course", "swe");
        room.put("title", "SWE");
        room.put("chatNode", Map.of("peerId", MARA, "name", "mara"));
        room.put("leads", false);
        room.put("logId", "00ff00ff00ff00ff");
        room.put("lastSeq", 9);
        room.put("waiting", 0);
        room.put("members", 2);
        room.put("online", 1);
        room.put("unread", 3);
        room.put("mentions", 0);
        room.put("self", Map.of("peerId", ADA, "name", "ada", "role", may.length == 0 ? "student" : "professor"));
        room.put("may", List.of(may));
        room.put("people", List.of(person(ADA, "ada", true), person(MARA, "mara", false)));
        room.put("announcements", List.of());
        room.put("pinned", List.of());
        room.put("topics", List.of());
        room.put("settings", Map.of());
        return room;
    }

    static Map<String, Object> person(String peerId, String name, boolean online) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("peerId", peerId);
        person.put("name", name);
        person.put("role", peerId.equals(MARA) ? "professor" : "student");
        person.put("online", online);
        person.put("chatNode", peerId.equals(MARA));
        person.put("mutedUntil", null);
        return person;
    }

    /** Said by Mara, who is a professor, or by Ada. */
    static Map<String, Object> post(long seq, String name, String sentAt, @Nullable String html) {
        Map<String, Object> post = new LinkedHashMap<>();
        post.put("id", "%032x".formatted(seq));
        post.put("seq", seq);
        post.put("epoch", 1);
        post.put("kind", "message");
        boolean professor = name.equals("mara");
        post.put(
                "author",
                Map.of(
                        "peerId",
                        professor ? MARA : ADA,
                        "name",
                        name,
                        "role",
                        professor ? "professor" : "student",
                        "proven",
                        true));
        post.put("sentAt", sentAt);
        post.put("text", html == null ? "plain" : html.replaceAll("<[^>]*>", ""));
        post.put("html", html);
        post.put("topic", null);
        post.put("replies", 0);
        post.put("resolved", false);
        post.put("reactions", List.of());
        post.put("edited", false);
        post.put("deleted", false);
        post.put("deletedBy", null);
        post.put("pinned", false);
        post.put("mentionsMe", false);
        post.put("file", null);
        return post;
    }

    void forget() {
        swe = room();
        known = true;
        posts.clear();
        letters.clear();
        asked.clear();
        channel = (in, out) -> out.neverComplete();
    }

    void routes(HttpServerRoutes routes) {
        routes.get("/ws/rooms/{course}", (request, response) -> {
                    shown.put(
                            "authorization",
                            String.valueOf(request.requestHeaders().get("Authorization")));
                    shown.put("room", request.uri());
                    return response.sendWebsocket((in, out) -> channel.apply(in, out), FRAMES);
                })
                .get("/api/v1/rooms", (request, response) -> known ? json(response, all()) : none(response))
                .post("/api/v1/rooms", this::enter)
                .get(ROOM, (request, response) -> swe == null ? none(response) : json(response, swe))
                .delete(ROOM, (request, response) -> noted(request, response.status(204), Map.of()))
                .get(ROOM + "/posts", this::page)
                .get(ROOM + "/posts/{id}", this::one)
                .post(
                        ROOM + "/posts/{id}/author",
                        (request, response) -> noted(request, response, Map.of("peerId", ADA, "name", "ada")))
                .get("/api/v1/direct/{peerId}", (request, response) -> json(response, letters))
                .post("/api/v1/direct/{peerId}", this::write)
                .get(ROOM + "/search", (request, response) -> noted(request, response, Map.of("posts", posts)))
                .get(ROOM + "/history", (request, response) -> noted(request, response, List.of("history")));
    }

    private List<Map<String, Object>> all() {
        Map<String, Object> room = swe;
        return room == null ? List.of() : List.of(room);
    }

    private Publisher<Void> enter(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString(UTF_8).flatMap(body -> {
            asked.add("POST %s %s".formatted(request.uri(), body));
            return Mono.from(
                    body.contains("/")
                            ? problem(response, 400, "a course has no / in its name")
                            : json(response.status(201), room()));
        });
    }

    private Publisher<Void> write(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString(UTF_8).flatMap(body -> {
            asked.add("POST %s %s".formatted(request.uri(), body));
            return Mono.from(json(response.status(201), Map.of()));
        });
    }

    private Publisher<Void> page(HttpServerRequest request, HttpServerResponse response) {
        return noted(
                request,
                response,
                Map.of("posts", posts, "first", 1, "last", 9, "more", Map.of("before", true, "after", false)));
    }

    private Publisher<Void> one(HttpServerRequest request, HttpServerResponse response) {
        return posts.stream()
                .filter(post -> Objects.equals(post.get("id"), request.param("id")))
                .findFirst()
                .map(post -> json(response, post))
                .orElseGet(() -> none(response));
    }

    private Publisher<Void> noted(HttpServerRequest request, HttpServerResponse response, Object answer) {
        asked.add("%s %s".formatted(request.method(), request.uri()));
        return json(response, answer);
    }

    private static Publisher<Void> none(HttpServerResponse response) {
        return problem(response, 404, "there is no such thing here");
    }

    private static Publisher<Void> problem(HttpServerResponse response, int status, String detail) {
        return response.status(status)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just(JSON.writeValueAsString(Map.of("status", status, "detail", detail))));
    }

    private static Publisher<Void> json(HttpServerResponse response, @Nullable Object body) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(JSON.writeValueAsString(body)));
    }
}
