package org.lyceum.chat.door;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of a room.
 *
 * @param role as proved
 * @param chatNode whether this is the room's chat node
 * @param mutedUntil null for who may speak
 */
record PersonView(
        String peerId,
        String name,
        String role,
        boolean online,
        boolean chatNode,
        @Nullable Instant mutedUntil) {}
