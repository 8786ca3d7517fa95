package org.lyceum.chat.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;

/** Reads what a client says with a kind and its fields. */
final class Bodies {

    private Bodies() {}

    /**
     * What is to be signed.
     *
     * @throws IllegalArgumentException when a field is missing, or makes no sense; the message names it
     * @throws RoomException {@code TOO_LARGE}
     */
    static Body of(SayRequest said) {
        String kind = said.kind() == null ? "message" : said.kind();
        return switch (kind) {
            case "message" -> message(said);
            case "reply" -> new Body.Reply(topic(said), text(said));
            case "edit" -> new Body.Edit(target(said), text(said));
            case "delete" -> new Body.Deletion(target(said));
            case "react" -> new Body.Reaction(target(said), required("emoji", said.emoji()), isWithdrawn(said));
            case "pin" -> new Body.Pin(target(said), isWithdrawn(said));
            case "announce" -> new Body.Announcement(text(said));
            case "topic" -> new Body.Topic(text(said));
            case "resolve" -> new Body.Resolve(topic(said), isWithdrawn(said));
            case "mute" -> new Body.Mute(peer(required("peer", said.peer())), required("until", said.until()));
            case "setting" -> new Body.Setting(required("name", said.name()), required("value", said.value()));
            case "lecture" ->
                new Body.Lecture(
                        required("infohash", said.infohash()),
                        required("file", said.file()),
                        required("bytes", said.bytes()),
                        orEmpty(said.text()));
            case "file" ->
                new Body.SharedFile(
                        required("infohash", said.infohash()),
                        required("file", said.file()),
                        required("bytes", said.bytes()),
                        orEmpty(said.mediaType()),
                        orEmpty(said.text()));
            case "request" -> new Body.MlRequest(required("infohash", said.infohash()), required("file", said.file()));
            default ->
                throw new IllegalArgumentException(
                        "kind: '%s', expected message, reply, edit, delete, react, pin, announce, topic, resolve, mute, setting, lecture, file, request or anonymous"
                                .formatted(kind.length() > 40 ? kind.substring(0, 40) : kind));
        };
    }

    private static Body message(SayRequest said) {
        return said.topic() == null ? new Body.Message(text(said)) : new Body.Reply(topic(said), text(said));
    }

    /** Text that somebody means to be read: not nothing. */
    static String text(SayRequest said) {
        String text = required("text", said.text());
        if (text.isBlank()) {
            throw new IllegalArgumentException("text: there is nothing in it");
        }
        return fitting(text);
    }

    private static EventId target(SayRequest said) {
        return event("target", required("target", said.target()));
    }

    private static EventId topic(SayRequest said) {
        return event(
                "topic", required("topic", Optional.ofNullable(said.topic()).orElse(said.target())));
    }

    static EventId event(String field, String id) {
        try {
            return EventId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    static PeerId peer(String text) {
        try {
            return new PeerId(text);
        } catch (OverlayException | IllegalArgumentException e) {
            throw new IllegalArgumentException("peer: " + e.getMessage(), e);
        }
    }

    private static boolean isWithdrawn(SayRequest said) {
        return Boolean.TRUE.equals(said.withdrawn());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : fitting(text);
    }

    /** @throws RoomException {@code TOO_LARGE}, with both sizes */
    static String fitting(String text) {
        int bytes = text.getBytes(UTF_8).length;
        if (bytes > Body.MAX_TEXT_BYTES) {
            throw new RoomException(
                    RoomException.Reason.TOO_LARGE,
                    "The text has %,d bytes of UTF-8, a message may have %,d: share it as a file."
                            .formatted(bytes, Body.MAX_TEXT_BYTES));
        }
        return text;
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing");
        }
        return value;
    }
}
