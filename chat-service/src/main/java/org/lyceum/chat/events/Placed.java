package org.lyceum.chat.events;

/**
 * An event and the place that the room's chat node has given it.
 *
 * @param epoch of the chat node that gave it
 * @param seq where it stands in the room's log, from 1; events alone have gaps between them
 */
public record Placed(long epoch, long seq, SignedEvent event) {}
