package org.lyceum.chat.events;

/**
 * An event with its place among the others of its room.
 *
 * @param epoch of the chat node that gave the place
 * @param seq 1 for the first; entries that are no events have places too, so some are left out
 */
public record Placed(long epoch, long seq, SignedEvent event) {}
