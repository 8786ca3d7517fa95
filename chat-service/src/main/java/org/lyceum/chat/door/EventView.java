package org.lyceum.chat.door;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.markup.Markup;

/**
 * An event as REST and WebSockets tell it.
 *
 * @param body the fields of its kind, see {@link Kind}
 * @param html its text as safe HTML; null where there is none
 * @param signature in Base64, by the author's key over {@code lyceum-room-event:} and the content
 * @param content in Base64, what was signed, so that anyone can check it
 */
record EventView(
        long epoch,
        long seq,
        String id,
        String room,
        String kind,
        AuthorView author,
        Instant sentAt,
        Map<String, Object> body,
        @Nullable String html,
        String signature,
        String content) {

    /** @param role what the author claims */
    record AuthorView(String peerId, String name, String role) {
        static AuthorView of(Author author) {
            return new AuthorView(
                    author.peer().text(), author.name(), author.role().text());
        }
    }

    static EventView of(Placed placed) {
        SignedEvent signed = placed.event();
        Event event = signed.event();
        return new EventView(
                placed.epoch(),
                placed.seq(),
                signed.id().toString(),
                event.room().key(),
                Kind.of(event.body()).text(),
                AuthorView.of(event.author()),
                event.sentAt(),
                Kind.fields(event.body()),
                html(event.body()),
                Base64.getEncoder().encodeToString(signed.signature()),
                Base64.getEncoder().encodeToString(signed.content()));
    }

    private static @Nullable String html(Body body) {
        String markdown = Kind.markdown(body);
        return markdown == null || markdown.isEmpty() ? null : Markup.toHtml(markdown, List.of());
    }
}
