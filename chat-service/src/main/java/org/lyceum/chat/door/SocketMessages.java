package org.lyceum.chat.door;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.feed.Encoding;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.overlay.PeerId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of WebSockets, version 1: what the server says, and how it reads what a client says. */
final class SocketMessages implements Encoding {

    static final int PROTOCOL = 1;

    /** Independent of how the service around it is set up. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record ChatNodeView(String peerId, String name) {
        static @Nullable ChatNodeView of(RoomStatus status) {
            return status.chatNode()
                    .map(node -> new ChatNodeView(node.peer().text(), node.name()))
                    .orElse(null);
        }
    }

    private record Hello(
            String type,
            int protocol,
            String logId,
            long lastSeq,
            EventView.AuthorView self,
            @Nullable ChatNodeView chatNode,
            boolean leads,
            int waiting,
            boolean resumed) {}

    private record Status(
            String type,
            @Nullable ChatNodeView chatNode,
            boolean leads,
            long epoch,
            String logId,
            long lastSeq,
            int waiting) {}

    private record Ack(String type, @Nullable String id, String eventId, long seq, long epoch) {}

    private record Waiting(String type, @Nullable String id, String eventId) {}

    private record Refused(String type, @Nullable String id, String code, String reason) {}

    private record Notice(String type, @Nullable String id, String text) {}

    private record Typing(String type, String peerId, String name) {}

    private record Presence(String type, List<PersonView> people) {}

    private record Direct(String type, LetterView message) {}

    private record Arrived(String type, String peerId, List<String> ids) {}

    private record Over(String type, String logId) {}

    private record Fault(String type, String code, String message) {}

    private record Pong(String type) {}

    byte[] hello(RoomStatus status, EventView.AuthorView self, boolean resumed) {
        return write(new Hello(
                "hello",
                PROTOCOL,
                status.logId(),
                status.lastSeq(),
                self,
                ChatNodeView.of(status),
                status.leads(),
                status.waiting(),
                resumed));
    }

    byte[] ack(@Nullable String id, Placed placed) {
        return write(new Ack("ack", id, placed.event().id().toString(), placed.seq(), placed.epoch()));
    }

    byte[] waiting(@Nullable String id, EventId event) {
        return write(new Waiting("waiting", id, event.toString()));
    }

    byte[] refused(@Nullable String id, String code, String reason) {
        return write(new Refused("refused", id, code, reason));
    }

    byte[] notice(@Nullable String id, String text) {
        return write(new Notice("notice", id, text));
    }

    byte[] presence(List<PersonView> people) {
        return write(new Presence("presence", people));
    }

    byte[] direct(Letter letter) {
        return write(new Direct("direct", LetterView.of(letter)));
    }

    byte[] arrived(PeerId at, List<EventId> messages) {
        return write(new Arrived(
                "direct-arrived",
                at.text(),
                messages.stream().map(EventId::toString).toList()));
    }

    byte[] error(String code, String message) {
        return write(new Fault("error", code, message));
    }

    byte[] pong() {
        return write(new Pong("pong"));
    }

    @Override
    public byte[] event(Placed placed) {
        return write(EventView.of(placed));
    }

    @Override
    public byte[] over(String logId) {
        return write(new Over("over", logId));
    }

    @Override
    public byte[] status(RoomStatus status) {
        return write(new Status(
                "status",
                ChatNodeView.of(status),
                status.leads(),
                status.epoch(),
                status.logId(),
                status.lastSeq(),
                status.waiting()));
    }

    @Override
    public byte[] typing(PeerId who, String name) {
        return write(new Typing("typing", who.text(), name));
    }

    @Override
    public byte[] notice(String text) {
        return notice(null, text);
    }

    /** @throws JacksonException when it is no JSON */
    static JsonNode read(String frame) {
        return JSON.readTree(frame);
    }

    /** @throws JacksonException when a field has another type than it should */
    static SayRequest say(JsonNode frame) {
        return JSON.treeToValue(frame, SayRequest.class);
    }

    /** @throws JacksonException when it is no JSON, or a field has another type than it should */
    static SayRequest say(InputStream body) {
        return JSON.readValue(body, SayRequest.class);
    }

    private static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }
}
