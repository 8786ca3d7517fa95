package org.lyceum.chat.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.feed.FanOut;
import org.lyceum.chat.feed.Reader;
import org.lyceum.chat.feed.TextFrame;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.chat.hosting.RoomStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One WebSocket of a room. Frames that many readers share go to the channel as they are, past Spring's and Reactor's
 * messages, which would wrap and count each one for each reader.
 */
final class RoomSocket implements Reader {

    private static final Logger log = LoggerFactory.getLogger(RoomSocket.class);

    private static final int TOO_BIG = WebSocketCloseStatus.MESSAGE_TOO_BIG.code();
    private static final int FAILED = WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code();
    private static final int BAD_FRAME = 4000;
    private static final int NO_HELLO = 4001;
    private static final int ROOM_LEFT = 4004;
    private static final int TOO_SLOW = 4008;

    private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

    /** A reader that takes nothing for so long, though there is something, is as good as gone. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

    /** For the close frame to get through. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** After which who said something is told that it waits. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration TYPING_INTERVAL = Duration.ofSeconds(1);

    /** Of one client, on their way to the disk: then nothing more is read from it. */
    private static final int SAYS_AT_ONCE = 64;

    private static final int PAGE = 200;

    private final LiveRoom room;
    private final FanOut fanOut;
    private final Say say;
    private final RoomViews views;
    private final SocketMessages messages;
    private final Channel channel;
    private final EventLoop loop;
    private final Sinks.One<End> end = Sinks.one();

    /** These belong to the event loop. */
    private boolean greeted;

    private boolean joined;
    private boolean ended;
    private long lastTyping;
    private long stalls;

    private record End(int code, String reason) {}

    RoomSocket(LiveRoom room, FanOut fanOut, Say say, RoomViews views, SocketMessages messages, Channel channel) {
        this.room = room;
        this.fanOut = fanOut;
        this.say = say;
        this.views = views;
        this.messages = messages;
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.lastTyping = System.nanoTime() - TYPING_INTERVAL.toNanos();
    }

    /** Until either side has closed. */
    Mono<Void> serve(WebsocketInbound in, WebsocketOutbound out) {
        in.withConnection(connection -> connection.addHandlerLast("room", new Writability()));
        var _ = loop.schedule(this::requireHello, HELLO_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        Mono<Void> hearing = in.aggregateFrames(RoomSockets.MAX_FRAME_BYTES)
                .receiveFrames()
                .map(RoomSocket::text)
                .flatMapSequential(this::hear, SAYS_AT_ONCE, 1)
                .then()
                .onErrorResume(failure -> failure instanceof TooLongFrameException || isTooBig(failure), _ -> {
                    end(TOO_BIG, "more than %,d bytes".formatted(RoomSockets.MAX_FRAME_BYTES));
                    return end.asMono().then();
                })
                .onErrorResume(failure -> {
                    log.debug("a socket of {} ends", room.name(), failure);
                    end(FAILED, "the room cannot be read; the log of this node says why");
                    return end.asMono().then();
                })
                .doFinally(_ -> end.tryEmitEmpty());
        // to end the hearing first would close without a reason
        Mono<Void> closing = end.asMono()
                .flatMap(last -> out.sendClose(last.code(), last.reason())
                        .timeout(LAST_WORDS)
                        .onErrorComplete()
                        .doFinally(_ -> close()));
        return Mono.when(hearing, closing).doFinally(_ -> loop.execute(this::leave));
    }

    private void close() {
        var _ = channel.close();
    }

    private static boolean isTooBig(Throwable failure) {
        return failure instanceof CorruptedWebSocketFrameException corrupted
                && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
    }

    /** Tells the feed when the socket has room again: later, as this may come from within what the feed does. */
    private final class Writability extends ChannelInboundHandlerAdapter {

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            stalls++;
            if (context.channel().isWritable()) {
                loop.execute(() -> fanOut.writable(loop, RoomSocket.this));
            } else {
                long stall = stalls;
                var _ = loop.schedule(() -> stalled(stall), STALLED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
            context.fireChannelWritabilityChanged();
        }
    }

    private void stalled(long stall) {
        if (stall == stalls) {
            tooSlow("took nothing for %d s".formatted(STALLED_AFTER.toSeconds()));
        }
    }

    private void requireHello() {
        if (!greeted) {
            end(NO_HELLO, "no hello within %d s".formatted(HELLO_WITHIN.toSeconds()));
        }
    }

    private void leave() {
        ended = true;
        if (joined) {
            joined = false;
            fanOut.leave(loop, this);
        }
    }

    private void end(int code, String reason) {
        end.tryEmitValue(new End(code, reason));
    }

    /** Null for a frame that is no text. */
    private static Optional<String> text(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame text ? Optional.of(text.text()) : Optional.empty();
    }

    private Mono<Void> hear(Optional<String> text) {
        JsonNode frame;
        try {
            frame = text.map(SocketMessages::read).filter(JsonNode::isObject).orElse(null);
        } catch (JacksonException e) {
            frame = null;
        }
        if (frame == null) {
            end(BAD_FRAME, "expected a JSON object in a text frame");
            return Mono.empty();
        }
        String type = frame.path("type").asString("");
        if (!greeted && !type.equals("hello")) {
            end(BAD_FRAME, "expected hello first");
            return Mono.empty();
        }
        return switch (type) {
            case "hello" -> hello(frame);
            case "send" -> send(frame);
            case "typing" -> typing();
            case "read" -> read(frame);
            case "ping" -> answer(messages.pong());
            default -> answer(messages.error("unknown-type", "type: expected hello, send, typing, read or ping"));
        };
    }

    private Mono<Void> hello(JsonNode frame) {
        int protocol = frame.path("protocol").asInt(0);
        if (protocol != SocketMessages.PROTOCOL) {
            end(BAD_FRAME, "hello: protocol %d, this node speaks %d".formatted(protocol, SocketMessages.PROTOCOL));
            return Mono.empty();
        }
        if (greeted) {
            return answer(messages.error("greeted", "hello: once is enough"));
        }
        greeted = true;
        JsonNode after = frame.path("after");
        Long wanted = after.isIntegralNumber() ? Math.max(0, after.asLong()) : null;
        String logId = frame.path("logId").asString("");
        return Mono.zip(Mono.fromFuture(room::status), views.people(room))
                .doOnNext(now -> loop.execute(() -> begin(now.getT1(), now.getT2(), wanted, logId)))
                .then();
    }

    private void begin(RoomStatus status, List<PersonView> people, @Nullable Long wanted, String logId) {
        if (ended) {
            return;
        }
        boolean resumed =
                wanted != null && wanted <= status.lastSeq() && (logId.isEmpty() || logId.equals(status.logId()));
        long after = wanted == null ? status.lastSeq() : resumed ? wanted : 0;
        write(messages.hello(status, EventView.AuthorView.of(room.self()), resumed));
        write(messages.presence(people));
        joined = true;
        fanOut.join(loop, this, after, status.lastSeq());
    }

    private Mono<Void> send(JsonNode frame) {
        SayRequest request;
        try {
            request = SocketMessages.say(frame);
        } catch (JacksonException e) {
            return answer(messages.error("bad-field", "send: " + e.getOriginalMessage()));
        }
        String id = request.id();
        return say.say(room, request)
                .doOnNext(said -> {
                    switch (said) {
                        case Said.Told(String text) -> write(messages.notice(id, text));
                        case Said.Written(LiveRoom.Sent sent, String notice) -> {
                            if (notice != null) {
                                write(messages.notice(id, notice));
                            }
                            follow(id, sent);
                        }
                    }
                })
                .onErrorResume(failure -> {
                    write(refusal(id, failure));
                    return Mono.empty();
                })
                .then();
    }

    private void follow(@Nullable String id, LiveRoom.Sent sent) {
        EventId event = sent.event().id();
        var waiting = sent.placed().isDone()
                ? null
                : loop.schedule(() -> write(messages.waiting(id, event)), SOON.toMillis(), TimeUnit.MILLISECONDS);
        var _ = sent.placed().whenComplete((placed, failure) -> {
            if (waiting != null) {
                waiting.cancel(false);
            }
            write(failure == null ? messages.ack(id, placed) : refusal(id, failure));
        });
    }

    private byte[] refusal(@Nullable String id, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RoomException known ->
                messages.refused(id, Problems.code(known.reason()), String.valueOf(known.getMessage()));
            case IllegalArgumentException wrong ->
                messages.refused(id, "bad-field", String.valueOf(wrong.getMessage()));
            default -> {
                log.error("could not say something in {}", room.name(), cause);
                yield messages.refused(id, "failed", "Something went wrong here; the log of this node says what.");
            }
        };
    }

    private Mono<Void> typing() {
        long now = System.nanoTime();
        if (now - lastTyping >= TYPING_INTERVAL.toNanos()) {
            lastTyping = now;
            room.typing();
        }
        return Mono.empty();
    }

    private Mono<Void> read(JsonNode frame) {
        JsonNode seq = frame.path("seq");
        if (!seq.isIntegralNumber() || seq.asLong() < 0) {
            return answer(messages.error("bad-field", "read: seq: expected a number"));
        }
        room.read(seq.asLong());
        return Mono.empty();
    }

    private Mono<Void> answer(byte[] text) {
        write(text);
        return Mono.empty();
    }

    private void write(byte[] text) {
        var _ = channel.writeAndFlush(TextFrame.of(text), channel.voidPromise());
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void send(ByteBuf frame) {
        var _ = channel.write(frame, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void fetch(long after, long ticket) {
        var _ = room.events(after, PAGE).whenComplete((page, failure) -> {
            if (failure == null) {
                fanOut.page(loop, this, ticket, page);
            } else {
                log.debug("no page of {} after {}", room.name(), after, failure);
                end(FAILED, "the room cannot be read; the log of this node says why");
            }
        });
    }

    @Override
    public void tooSlow(String reason) {
        fanOut.dropped();
        end(TOO_SLOW, reason);
    }

    @Override
    public void roomIsGone() {
        joined = false;
        end(ROOM_LEFT, "this node has left the room");
    }
}
