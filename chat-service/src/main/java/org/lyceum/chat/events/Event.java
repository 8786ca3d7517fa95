package org.lyceum.chat.events;

import java.time.Instant;

/**
 * Something that someone says or does in a room. Its place among the others is not its own: the room's chat node gives
 * it.
 *
 * @param sentAt by the author's clock, to the millisecond
 * @param nonce random, so that to say the same again is another event
 */
public record Event(RoomName room, Author author, Instant sentAt, long nonce, Body body) {

    public Event {
        sentAt = Instant.ofEpochMilli(sentAt.toEpochMilli());
    }
}
