package org.lyceum.chat.door;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Body;

/** Kinds of events by the names that the interfaces have for them, and the fields of each. */
enum Kind {
    MESSAGE,
    REPLY,
    EDIT,
    DELETION,
    REACTION,
    PIN,
    ANNOUNCEMENT,
    LECTURE,
    FILE,
    JOINED,
    LEFT,
    CHAT_NODE,
    MUTE,
    QUESTION,
    REQUEST,
    ANSWER,
    RESOLVE,
    TOPIC,
    SETTING;

    String text() {
        return this == CHAT_NODE ? "chat-node" : name().toLowerCase(Locale.ROOT);
    }

    static Kind of(Body body) {
        return switch (body) {
            case Body.Message _ -> MESSAGE;
            case Body.Reply _ -> REPLY;
            case Body.Edit _ -> EDIT;
            case Body.Deletion _ -> DELETION;
            case Body.Reaction _ -> REACTION;
            case Body.Pin _ -> PIN;
            case Body.Announcement _ -> ANNOUNCEMENT;
            case Body.Lecture _ -> LECTURE;
            case Body.SharedFile _ -> FILE;
            case Body.Joined _ -> JOINED;
            case Body.Left _ -> LEFT;
            case Body.FacilitatorChanged _ -> CHAT_NODE;
            case Body.Mute _ -> MUTE;
            case Body.AnonymousQuestion _ -> QUESTION;
            case Body.MlRequest _ -> REQUEST;
            case Body.MlAnswer _ -> ANSWER;
            case Body.Resolve _ -> RESOLVE;
            case Body.Topic _ -> TOPIC;
            case Body.Setting _ -> SETTING;
        };
    }

    static Map<String, Object> fields(Body body) {
        return switch (body) {
            case Body.Message m -> fields("text", m.text());
            case Body.Reply m -> fields("topic", m.topic().toString(), "text", m.text());
            case Body.Edit m -> fields("target", m.target().toString(), "text", m.text());
            case Body.Deletion m -> fields("target", m.target().toString());
            case Body.Reaction m ->
                fields("target", m.target().toString(), "emoji", m.emoji(), "withdrawn", m.withdrawn());
            case Body.Pin m -> fields("target", m.target().toString(), "withdrawn", m.withdrawn());
            case Body.Announcement m -> fields("text", m.text());
            case Body.Lecture m ->
                fields("infohash", m.infohash(), "file", m.file(), "bytes", m.bytes(), "text", m.text());
            case Body.SharedFile m ->
                fields(
                        "infohash",
                        m.infohash(),
                        "file",
                        m.file(),
                        "bytes",
                        m.bytes(),
                        "mediaType",
                        m.mediaType(),
                        "text",
                        m.text());
            case Body.Joined m ->
                fields(
                        "credentials",
                        Base64.getEncoder().encodeToString(m.credentials().toBytes()));
            case Body.Left _ -> Map.of();
            case Body.FacilitatorChanged m -> fields("epoch", m.epoch());
            case Body.Mute m ->
                fields("peer", m.peer().text(), "until", m.until().toString());
            case Body.AnonymousQuestion m -> fields("text", m.text(), "sealedAuthor", m.sealedAuthor());
            case Body.MlRequest m -> fields("infohash", m.infohash(), "file", m.file());
            case Body.MlAnswer m -> fields("request", m.request().toString(), "text", m.text());
            case Body.Resolve m -> fields("topic", m.topic().toString(), "reopened", m.reopened());
            case Body.Topic m -> fields("text", m.text());
            case Body.Setting m -> fields("name", m.name(), "value", m.value());
        };
    }

    /** What an event of this kind says in Markdown; null when that is nothing. */
    static @Nullable String markdown(Body body) {
        return switch (body) {
            case Body.Message m -> m.text();
            case Body.Reply m -> m.text();
            case Body.Edit m -> m.text();
            case Body.Announcement m -> m.text();
            case Body.Lecture m -> m.text();
            case Body.SharedFile m -> m.text();
            case Body.AnonymousQuestion m -> m.text();
            case Body.MlAnswer m -> m.text();
            case Body.Topic m -> m.text();
            default -> null;
        };
    }

    /** In the order given. */
    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
