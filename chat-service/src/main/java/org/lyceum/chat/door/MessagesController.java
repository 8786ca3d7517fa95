package org.lyceum.chat.door;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Says something in a room. */
@RestController
class MessagesController {

    /** A room that has a chat node is faster than that. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OpenRooms rooms;
    private final Say say;

    MessagesController(OpenRooms rooms, Say say) {
        this.rooms = rooms;
        this.say = say;
    }

    /** @param notice for who said it; null for none */
    record AcknowledgedView(EventView event, @Nullable String notice) {}

    record WaitingView(
            String eventId, boolean waiting, @Nullable String notice) {}

    record NoticeView(String notice) {}

    /**
     * 201 and the event when the room has it; 202 when it waits on this node's disk for a room that cannot be reached;
     * 200 when nothing was said, but the asker told something.
     */
    @PostMapping("/api/v1/rooms/{course}/messages")
    Mono<ResponseEntity<Object>> say(@PathVariable String course, ServerHttpRequest http) {
        LiveRoom room = rooms.require(course);
        return request(http)
                .flatMap(request -> say.say(room, request))
                .onErrorMap(IllegalArgumentException.class, Problems::badRequest)
                .flatMap(said -> switch (said) {
                    case Said.Told(String text) -> Mono.just(ResponseEntity.ok(new NoticeView(text)));
                    case Said.Written it -> written(course, it);
                });
    }

    /** As large as it may be on a WebSocket, which is more than Spring takes by default. */
    private static Mono<SayRequest> request(ServerHttpRequest http) {
        return DataBufferUtils.join(http.getBody(), RoomSockets.MAX_FRAME_BYTES)
                .onErrorMap(DataBufferLimitException.class, _ -> tooLarge(http))
                .map(body -> {
                    try (InputStream json = body.asInputStream(true)) {
                        return SocketMessages.say(json);
                    } catch (JacksonException | IOException e) {
                        throw new ServerWebInputException("JSON", null, new DecodingException("JSON", e));
                    }
                })
                .switchIfEmpty(Mono.error(() -> Problems.badRequest("The body is empty, expected JSON.")));
    }

    private static RoomException tooLarge(ServerHttpRequest http) {
        long length = http.getHeaders().getContentLength();
        return new RoomException(
                RoomException.Reason.TOO_LARGE,
                "The body has %s bytes, %,d are taken; the text in it may have %,d."
                        .formatted(
                                length < 0 ? "more" : "%,d".formatted(length),
                                RoomSockets.MAX_FRAME_BYTES,
                                Body.MAX_TEXT_BYTES));
    }

    private static Mono<ResponseEntity<Object>> written(String course, Said.Written written) {
        LiveRoom.Sent sent = written.sent();
        String id = sent.event().id().toString();
        return Mono.fromFuture(sent.placed(), true)
                .timeout(PATIENCE)
                .map(placed -> answer(
                        HttpStatus.CREATED,
                        UriComponentsBuilder.fromPath("/api/v1/rooms/{course}/events")
                                .queryParam("after", placed.seq() - 1)
                                .queryParam("limit", 1)
                                .encode()
                                .build(course),
                        new AcknowledgedView(EventView.of(placed), written.notice())))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> Mono.just(answer(HttpStatus.ACCEPTED, null, new WaitingView(id, true, written.notice()))));
    }

    private static ResponseEntity<Object> answer(HttpStatus status, @Nullable URI location, Object body) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (location != null) {
            answer.location(location);
        }
        return answer.body(body);
    }
}
