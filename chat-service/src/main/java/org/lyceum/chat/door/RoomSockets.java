package org.lyceum.chat.door;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.hosting.LiveRoom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/** Takes WebSockets of rooms. Who may come was checked by the filters before it, the Origin among it. */
@RestController
class RoomSockets {

    /** Of a frame, or of all fragments of a message: a text of the largest size, each byte of it escaped. */
    static final int MAX_FRAME_BYTES = 6 * Body.MAX_TEXT_BYTES + 128 * 1024;

    private final OpenRooms rooms;
    private final Say say;
    private final RoomViews views;
    private final SocketMessages messages;

    RoomSockets(OpenRooms rooms, Say say, RoomViews views, SocketMessages messages) {
        this.rooms = rooms;
        this.say = say;
        this.views = views;
        this.messages = messages;
    }

    @GetMapping("/ws/rooms/{course}")
    Mono<Void> open(@PathVariable String course, ServerWebExchange exchange) {
        if (!"websocket".equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade())) {
            exchange.getResponse().getHeaders().set(HttpHeaders.UPGRADE, "websocket");
            throw new ResponseStatusException(HttpStatus.UPGRADE_REQUIRED, "This is a WebSocket: ask for an upgrade.");
        }
        LiveRoom room = rooms.require(course);
        ServerHttpResponse response = exchange.getResponse();
        HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(response);
        WebsocketServerSpec spec = WebsocketServerSpec.builder()
                .maxFramePayloadLength(MAX_FRAME_BYTES)
                .build();
        return response.setComplete()
                .then(Mono.defer(() -> connection.sendWebsocket(
                        (in, out) -> new RoomSocket(room, rooms.fanOut(room), say, views, messages, channel(in))
                                .serve(in, out),
                        spec)));
    }

    private static Channel channel(WebsocketInbound in) {
        AtomicReference<Channel> channel = new AtomicReference<>();
        in.withConnection(connection -> channel.set(connection.channel()));
        return channel.get();
    }
}
