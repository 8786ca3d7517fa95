package org.lyceum.chat.door;

import java.time.Instant;
import java.util.List;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.markup.Markup;

/**
 * A direct message as REST and WebSockets tell it.
 *
 * @param number in the order in which this node wrote or got them
 * @param with the PeerId of the other end
 * @param mine whether this node's people wrote it
 * @param waiting whether the other end's node does not have it yet
 */
record LetterView(
        long number,
        String id,
        String with,
        boolean mine,
        String name,
        Instant sentAt,
        String text,
        String html,
        boolean waiting) {

    static LetterView of(Letter letter) {
        Event event = letter.event().event();
        String text = event.body() instanceof Body.Message message ? message.text() : "";
        return new LetterView(
                letter.number(),
                letter.event().id().toString(),
                letter.with().text(),
                !letter.event().author().equals(letter.with()),
                event.author().name(),
                event.sentAt(),
                text,
                Markup.toHtml(text, List.of()),
                letter.waiting());
    }
}
