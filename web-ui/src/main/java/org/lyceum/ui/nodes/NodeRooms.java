package org.lyceum.ui.nodes;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** The rooms that one node is in. A room is named by its course, in any spelling. */
public final class NodeRooms {

    /** Bytes of one frame of a room's channel: a page of events, each with at most 64 KiB of text. */
    public static final int LARGEST_FRAME = 4 * 1024 * 1024;

    private static final String ROOMS = "/api/v1/rooms";
    private static final String ROOM = ROOMS + "/{course}";
    private static final String DIRECT = "/api/v1/direct/{peerId}";

    private final NodeClient client;
    private final WebClient http;
    private final WebSocketClient sockets;

    NodeRooms(NodeClient client, WebClient http, WebSocketClient sockets) {
        this.client = client;
        this.http = http;
        this.sockets = sockets;
    }

    /**
     * Which posts of a room are wanted.
     *
     * @param where {@code before}, {@code after} or {@code around} a seq, or {@code at} a date (ISO 8601); null for the
     *     latest
     * @param topic a post, for the answers to it alone; null for all
     */
    public record Extract(
            @Nullable String where,
            @Nullable String value,
            @Nullable String topic,
            int limit) {}

    /** The person behind an anonymous question. */
    public record Asker(@Nullable String peerId, String name) {}

    /** In the order in which they were entered; refused with 404 when the node has no part in rooms. */
    public Mono<List<Room>> all() {
        return client.list(new ParameterizedTypeReference<>() {}, ROOMS);
    }

    public Mono<Room> room(String course) {
        return client.ask(http.get().uri(ROOM, course), answer -> answer.bodyToMono(Room.class));
    }

    /** Enters a room, now and whenever the node starts. */
    public Mono<Room> enter(String course, @Nullable String name) {
        Map<String, String> wish = new HashMap<>();
        wish.put("course", course);
        if (name != null) {
            wish.put("name", name);
        }
        return client.ask(http.post().uri(ROOMS).bodyValue(wish), answer -> answer.bodyToMono(Room.class));
    }

    public Mono<Void> leave(String course) {
        return client.ask(http.delete().uri(ROOM, course), ClientResponse::releaseBody);
    }

    public Mono<Posts> posts(String course, Extract extract) {
        return client.ask(
                http.get().uri(uri -> {
                    uri.path(ROOM + "/posts").queryParam("limit", extract.limit());
                    Map<String, Object> values = new HashMap<>(Map.of("course", course));
                    if (extract.where() != null && extract.value() != null) {
                        uri.queryParam(extract.where(), "{value}");
                        values.put("value", extract.value());
                    }
                    if (extract.topic() != null) {
                        uri.queryParam("topic", "{topic}");
                        values.put("topic", extract.topic());
                    }
                    return uri.build(values);
                }),
                answer -> answer.bodyToMono(Posts.class));
    }

    public Mono<Post> post(String course, String id) {
        return client.ask(http.get().uri(ROOM + "/posts/{id}", course, id), answer -> answer.bodyToMono(Post.class));
    }

    /** Posts that a question in the language of the room's search matches, the newest first. */
    public Mono<List<Found>> search(String course, String question, int limit) {
        return client.ask(
                http.get().uri(ROOM + "/search?q={q}&limit={limit}", course, question, limit),
                answer -> answer.bodyToMono(Findings.class).map(Findings::posts));
    }

    /** Opens who asked; only a professor's own node can. */
    public Mono<Asker> asker(String course, String post) {
        return client.ask(
                http.post().uri(ROOM + "/posts/{post}/author", course, post), answer -> answer.bodyToMono(Asker.class));
    }

    /** Asks for the history in a format ({@code md}, {@code json}, {@code txt}) and hands over whatever is answered. */
    public Mono<Void> history(String course, String format, Function<ClientResponse, Mono<Void>> answer) {
        return relayed(http.get().uri(ROOM + "/history?format={format}", course, format), answer);
    }

    /** Asks for the whole room as a zip and hands over whatever is answered. */
    public Mono<Void> export(String course, boolean files, Function<ClientResponse, Mono<Void>> answer) {
        return relayed(http.get().uri(ROOM + "/export?files={files}", course, files), answer);
    }

    /** What was said between the node's person and another one alone, the newest last. */
    public Mono<List<Letter>> letters(String peerId) {
        return client.list(new ParameterizedTypeReference<>() {}, DIRECT, peerId);
    }

    /**
     * Says something to one person alone.
     *
     * @param id the same letter again has the same
     */
    public Mono<Void> write(String peerId, String id, String text) {
        return client.ask(
                http.post().uri(DIRECT, peerId).bodyValue(Map.of("id", id, "text", text)), ClientResponse::releaseBody);
    }

    /** Opens the channel of a room; ends when the handler does, or fails when the node does not open it. */
    public Mono<Void> channel(String course, WebSocketHandler handler) {
        Node node = client.node();
        URI rest = node.url();
        URI channel = UriComponentsBuilder.fromUri(rest)
                .scheme("https".equals(rest.getScheme()) ? "wss" : "ws")
                .path("/ws/rooms/{course}")
                .encode()
                .build(course);
        HttpHeaders headers = new HttpHeaders();
        String token = node.token();
        if (token != null) {
            headers.setBearerAuth(token);
        }
        return sockets.execute(channel, headers, handler);
    }

    private Mono<Void> relayed(WebClient.RequestHeadersSpec<?> request, Function<ClientResponse, Mono<Void>> answer) {
        return client.unlessSilent(request.accept(MediaType.ALL).exchangeToMono(answer));
    }

    private record Findings(List<Found> posts) {}
}
