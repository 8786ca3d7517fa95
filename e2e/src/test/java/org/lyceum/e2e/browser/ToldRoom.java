package org.lyceum.e2e.browser;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/**
 * A room that is told by a test: no log, no network, one list of posts that the nodes of all its people share. What
 * people do on the page happens to it as to a real room's timeline.
 */
final class ToldRoom implements AutoCloseable {

    static final String COURSE = "swe";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROOM = "/api/v1/rooms/{course}";
    private static final List<String> PROFESSORS_DEEDS = List.of("announce", "pin", "delete", "mute", "set");

    private final Map<Long, Map<String, Object>> posts = new LinkedHashMap<>();
    private final List<Told> nodes = new CopyOnWriteArrayList<>();
    private long seq;

    /** A person, and the node that answers for it. */
    final class Told implements AutoCloseable {

        private final String name;
        private final String role;
        private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        private final Map<String, Map<String, Object>> answers = new ConcurrentHashMap<>();
        private final Sinks.Many<String> frames = Sinks.many().multicast().directBestEffort();
        private final Sinks.Many<String> transfers = Sinks.many().multicast().directBestEffort();
        private final Map<String, Map<String, Object>> torrents = new ConcurrentHashMap<>();
        private DisposableServer server;
        volatile boolean entered = true;
        volatile long readUpTo = Long.MAX_VALUE;

        private Told(String name, String role) {
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

        /** What it knows of a torrent from now on; its page hears of it. */
        void has(Map<String, Object> torrent) {
            torrents.put((String) torrent.get("infoHash"), torrent);
            transfers.tryEmitNext("event:progress\ndata:" + JSON.writeValueAsString(torrent) + "\n\n");
        }

        private void routes(HttpServerRoutes routes) {
            routes.ws("/ws/rooms/{course}", (in, out) -> {
                        Sinks.Many<String> own = Sinks.many().unicast().onBackpressureBuffer();
                        Flux<String> heard = in.receive().asString().concatMapIterable(frame -> answer(frame, own));
                        return out.sendString(Flux.merge(heard, frames.asFlux(), own.asFlux()));
                    })
                    .get("/api/v1/rooms", (request, response) -> json(response, entered ? List.of(summary()) : List.of()))
                    .post("/api/v1/rooms", this::enter)
                    .get(ROOM, (request, response) -> entered ? json(response, detail()) : none(response))
                    .delete(ROOM, this::leave)
                    .get(ROOM + "/posts", this::posts)
                    .get(ROOM + "/posts/{id}", this::post)
                    .get(ROOM + "/search", this::search)
                    .post(ROOM + "/posts/{id}/author", (request, response) ->
                            json(response, Map.of("peerId", "12D3KooWMara", "name", "mara")))
                    .get("/api/v1/torrents", (request, response) -> json(response, List.copyOf(torrents.values())))
                    .get("/api/v1/torrents/{infoHash}", (request, response) -> torrent(request, response, null))
                    .get("/api/v1/torrents/{infoHash}/files", (request, response) -> torrent(request, response, "files"))
                    .get("/api/v1/events", (request, response) ->
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

        private Publisher<Void> leave(HttpServerRequest request, HttpServerResponse response) {
            entered = false;
            return response.status(204).send();
        }

        private Map<String, Object> summary() {
            synchronized (ToldRoom.this) {
                Map<String, Object> room = new LinkedHashMap<>();
                room.put("course", COURSE);
                room.put("title", "SWE");
                room.put("chatNode", Map.of("peerId", idOf("ishan"), "name", "ishan"));
                room.put("leads", name.equals("ishan"));
                room.put("logId", "00ff00ff00ff00ff");
                room.put("lastSeq", seq);
                room.put("waiting", 0);
                room.put("members", nodes.size());
                room.put("online", nodes.size());
                room.put("unread", posts.keySet().stream().filter(each -> each > readUpTo).count());
                room.put("mentions", 0);
                return room;
            }
        }

        private Map<String, Object> detail() {
            synchronized (ToldRoom.this) {
                Map<String, Object> room = new LinkedHashMap<>(summary());
                room.put("self", Map.of("peerId", idOf(name), "name", name, "role", role));
                room.put("may", role.equals("professor") ? PROFESSORS_DEEDS : List.of());
                room.put("people", nodes.stream().map(Told::person).toList());
                room.put("announcements", seen(post -> post.get("kind").equals("announcement")));
                room.put("pinned", seen(post -> Boolean.TRUE.equals(post.get("pinned"))));
                room.put(
                        "topics",
                        those(post -> (int) post.get("replies") > 0).stream()
                                .map(ToldRoom::topic)
                                .toList());
                room.put("settings", Map.of());
                return room;
            }
        }

        private List<Map<String, Object>> seen(Predicate<Map<String, Object>> which) {
            return those(which).stream().map(post -> forEyesOf(post, name)).toList();
        }

        private Map<String, Object> person() {
            Map<String, Object> person = new LinkedHashMap<>();
            person.put("peerId", idOf(name));
            person.put("name", name);
            person.put("role", role);
            person.put("online", connections.isEmpty() || !name.equals("away"));
            person.put("chatNode", name.equals("ishan"));
            person.put("mutedUntil", null);
            return person;
        }

        private Publisher<Void> posts(HttpServerRequest request, HttpServerResponse response) {
            Map<String, String> asked = query(request);
            int limit = Integer.parseInt(asked.getOrDefault("limit", "50"));
            String topic = asked.get("topic");
            List<Map<String, Object>> all = those(post -> topic == null || topic.equals(post.get("topic")));
            int from = Math.max(0, all.size() - limit);
            if (asked.containsKey("before")) {
                int end = before(all, Long.parseLong(asked.get("before")));
                from = Math.max(0, end - limit);
                all = all.subList(0, end);
            } else if (asked.containsKey("after")) {
                from = before(all, Long.parseLong(asked.get("after")) + 1);
            } else if (asked.containsKey("around")) {
                from = Math.max(0, before(all, Long.parseLong(asked.get("around"))) - limit / 2);
            } else if (asked.containsKey("at")) {
                Instant day = LocalDate.parse(asked.get("at"))
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
                from = (int) all.stream()
                        .filter(post -> Instant.parse((String) post.get("sentAt")).isBefore(day))
                        .count();
            }
            int to = Math.min(all.size(), from + limit);
            long last = all.isEmpty() ? 0 : (long) all.getLast().get("seq");
            List<Map<String, Object>> some = all.subList(from, to).stream()
                    .map(post -> forEyesOf(post, name))
                    .toList();
            boolean after = to < all.size() || (topic == null && !all.isEmpty() && last < newest());
            return json(response, Map.of("posts", some, "more", Map.of("before", from > 0, "after", after)));
        }

        private Publisher<Void> post(HttpServerRequest request, HttpServerResponse response) {
            List<Map<String, Object>> wanted = seen(post -> post.get("id").equals(request.param("id")));
            return wanted.isEmpty() ? none(response) : json(response, wanted.getFirst());
        }

        private Publisher<Void> search(HttpServerRequest request, HttpServerResponse response) {
            String word = query(request).getOrDefault("q", "");
            List<Map<String, Object>> found = those(post -> String.valueOf(post.get("text")).contains(word)).stream()
                    .<Map<String, Object>>map(post -> {
                        Map<String, Object> hit = new LinkedHashMap<>(post);
                        int at = String.valueOf(post.get("text")).indexOf(word);
                        hit.put("highlight", List.of(Map.of("start", at, "end", at + word.length())));
                        return hit;
                    })
                    .toList();
            return json(response, Map.of("posts", found));
        }

        private List<String> answer(String frame, Sinks.Many<String> own) {
            Map<String, Object> told = JSON.readValue(frame, new TypeReference<>() {});
            return switch (String.valueOf(told.get("type"))) {
                case "hello" -> hello(told);
                case "send" -> List.of(JSON.writeValueAsString(answers.computeIfAbsent(
                        (String) told.get("id"), id -> ToldRoom.this.say(this, told))));
                case "typing" -> {
                    broadcast(Map.of("type", "typing", "peerId", idOf(name), "name", name), this);
                    yield List.of();
                }
                case "read" -> {
                    readUpTo = ((Number) told.get("seq")).longValue();
                    yield List.of();
                }
                default -> List.of();
            };
        }

        private List<String> hello(Map<String, Object> told) {
            Map<String, Object> hello = new LinkedHashMap<>();
            hello.put("type", "hello");
            hello.put("protocol", 1);
            hello.put("logId", "00ff00ff00ff00ff");
            hello.put("lastSeq", seq);
            hello.put("self", Map.of("peerId", idOf(name), "name", name, "role", role));
            hello.put("chatNode", Map.of("peerId", idOf("ishan"), "name", "ishan"));
            hello.put("resumed", told.containsKey("after"));
            long after = told.get("after") instanceof Number number ? number.longValue() : seq;
            List<Map<String, Object>> missed = those(post -> (long) post.get("seq") > after).stream()
                    .map(ToldRoom::event)
                    .toList();
            return missed.isEmpty()
                    ? List.of(JSON.writeValueAsString(hello))
                    : List.of(
                            JSON.writeValueAsString(hello),
                            JSON.writeValueAsString(Map.of("type", "events", "events", missed)));
        }

        /** Something for this person alone. */
        void notice(String text) {
            frames.tryEmitNext(JSON.writeValueAsString(Map.of("type", "notice", "text", text)));
        }

        /** Says something, as its person does. */
        void say(String kind, Map<String, Object> more) {
            Map<String, Object> told = new LinkedHashMap<>(more);
            told.put("kind", kind);
            ToldRoom.this.say(this, told);
        }

        @Override
        public void close() {
            stop();
        }
    }

    Told enter(String name, String role) {
        Told told = new Told(name, role);
        nodes.add(told);
        return told;
    }

    static String idOf(String name) {
        return "12D3KooW" + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    /** A post of before the test. */
    synchronized Map<String, Object> tell(String name, String role, String kind, Instant at, String html) {
        Map<String, Object> post = new LinkedHashMap<>();
        seq++;
        post.put("id", "%032x".formatted(seq));
        post.put("seq", seq);
        post.put("epoch", 1);
        post.put("kind", kind);
        Map<String, Object> author = new LinkedHashMap<>();
        author.put("peerId", idOf(kind.equals("question") ? "one-time" : name));
        author.put("name", kind.equals("question") ? "a student" : name);
        author.put("role", role);
        author.put("proven", role.equals("professor"));
        post.put("author", author);
        post.put("sentAt", at.toString());
        post.put("text", html.replaceAll("<[^>]+>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
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
        posts.put(seq, post);
        return post;
    }

    /** Answers an earlier post. */
    synchronized Map<String, Object> answerTo(Map<String, Object> root, Map<String, Object> answer) {
        answer.put("topic", root.get("id"));
        root.put("replies", (int) root.get("replies") + 1);
        return answer;
    }

    private synchronized Map<String, Object> say(Told by, Map<String, Object> told) {
        String text = String.valueOf(told.get("text"));
        String kind = String.valueOf(told.getOrDefault("kind", "message"));
        if (kind.equals("message") && text.startsWith("[PROF announcement] ")) {
            kind = "announce";
            text = text.substring("[PROF announcement] ".length());
        }
        if (kind.equals("announce") && !by.role.equals("professor")) {
            return Map.of(
                    "type", "refused",
                    "id", told.getOrDefault("id", ""),
                    "reason", "Only a professor of SWE may announce; you are a student here.");
        }
        Map<String, Object> target = posts.values().stream()
                .filter(post -> post.get("id").equals(told.get("target")) || post.get("id").equals(told.get("topic")))
                .findFirst()
                .orElse(null);
        Map<String, Object> event =
                switch (kind) {
                    case "edit", "delete", "react", "pin", "resolve" ->
                        change(by, kind, Objects.requireNonNull(target), told, text);
                    default -> {
                        Map<String, Object> post = tell(
                                by.name, by.role, nameOf(kind), Instant.now(), "<p>" + escaped(text) + "</p>");
                        if (kind.equals("file")) {
                            post.put(
                                    "file",
                                    Map.of(
                                            "infohash", told.get("infohash"),
                                            "name", told.get("file"),
                                            "bytes", told.get("bytes"),
                                            "mediaType", ""));
                        }
                        if (kind.equals("reply")) {
                            answerTo(Objects.requireNonNull(target), post);
                        }
                        yield event(post);
                    }
                };
        broadcast(Map.of("type", "events", "events", List.of(event)), null);
        return Map.of(
                "type", "ack",
                "id", told.getOrDefault("id", ""),
                "eventId", event.get("id"),
                "seq", event.get("seq"),
                "epoch", 1);
    }

    private static String nameOf(String kind) {
        return switch (kind) {
            case "announce" -> "announcement";
            case "anonymous" -> "question";
            case "reply" -> "message";
            default -> kind;
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>");
    }

    private Map<String, Object> change(
            Told by, String kind, Map<String, Object> target, Map<String, Object> told, String text) {
        boolean withdrawn = Boolean.TRUE.equals(told.get("withdrawn"));
        switch (kind) {
            case "edit" -> {
                target.put("text", text);
                target.put("html", "<p>" + escaped(text) + "</p>");
                target.put("edited", true);
            }
            case "delete" -> {
                target.put("deleted", true);
                target.put("deletedBy", by.name);
                target.put("text", null);
                target.put("html", null);
            }
            case "pin" -> target.put("pinned", !withdrawn);
            case "resolve" -> target.put("resolved", !withdrawn);
            default -> react(by, target, String.valueOf(told.get("emoji")), withdrawn);
        }
        seq++;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("target", target.get("id"));
        body.put("topic", target.get("id"));
        return Map.of("epoch", 1, "seq", seq, "id", "%032x".formatted(seq), "kind", kind, "body", body);
    }

    @SuppressWarnings("unchecked")
    private static void react(Told by, Map<String, Object> target, String emoji, boolean withdrawn) {
        List<Map<String, Object>> others = ((List<Map<String, Object>>) target.get("reactions"))
                .stream().filter(each -> !each.get("emoji").equals(emoji)).toList();
        List<String> who = ((List<Map<String, Object>>) target.get("reactions"))
                .stream()
                        .filter(each -> each.get("emoji").equals(emoji))
                        .flatMap(each -> ((List<String>) each.get("who")).stream())
                        .filter(name -> !name.equals(by.name))
                        .toList();
        List<String> now = withdrawn ? who : Stream.concat(who.stream(), Stream.of(by.name)).toList();
        List<Map<String, Object>> all = new ArrayList<>(others);
        if (!now.isEmpty()) {
            all.add(Map.of("emoji", emoji, "who", now));
        }
        target.put("reactions", all);
    }

    /** Somebody reacted before the test. */
    static void reaction(Map<String, Object> post, String emoji, String... who) {
        List<Object> all = new ArrayList<>((List<?>) post.get("reactions"));
        all.add(Map.of("emoji", emoji, "who", List.of(who)));
        post.put("reactions", all);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> forEyesOf(Map<String, Object> post, String name) {
        Map<String, Object> seen = new LinkedHashMap<>(post);
        seen.put(
                "reactions",
                ((List<Map<String, Object>>) post.get("reactions"))
                        .stream()
                                .map(each -> Map.of(
                                        "emoji", each.get("emoji"),
                                        "count", ((List<?>) each.get("who")).size(),
                                        "mine", ((List<?>) each.get("who")).contains(name),
                                        "who", each.get("who")))
                                .toList());
        seen.put("mentionsMe", String.valueOf(post.get("text")).contains("@" + name));
        return seen;
    }

    private static Map<String, Object> topic(Map<String, Object> post) {
        return Map.of(
                "id", post.get("id"),
                "text", String.valueOf(post.get("text")),
                "author", ((Map<?, ?>) post.get("author")).get("name"),
                "replies", post.get("replies"),
                "lastSeq", post.get("seq"),
                "resolved", post.get("resolved"));
    }

    private static Map<String, Object> event(Map<String, Object> post) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", post.get("text"));
        body.put("topic", post.get("topic"));
        return Map.of(
                "epoch", 1,
                "seq", post.get("seq"),
                "id", post.get("id"),
                "kind", post.get("kind"),
                "author", post.get("author"),
                "body", body);
    }

    private void broadcast(Map<String, Object> frame, @Nullable Told except) {
        String text = JSON.writeValueAsString(frame);
        nodes.stream().filter(node -> node != except).forEach(node -> node.frames.tryEmitNext(text));
    }

    private synchronized List<Map<String, Object>> those(Predicate<Map<String, Object>> which) {
        return posts.values().stream().filter(which).toList();
    }

    private synchronized long newest() {
        return posts.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static int before(List<Map<String, Object>> all, long seq) {
        return (int) IntStream.range(0, all.size())
                .filter(i -> (long) all.get(i).get("seq") < seq)
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
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(JSON.writeValueAsString(told)));
    }

    @Override
    public void close() {
        nodes.forEach(Told::close);
    }
}
