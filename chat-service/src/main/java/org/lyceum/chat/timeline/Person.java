package org.lyceum.chat.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Role;

/**
 * A member of the room.
 *
 * @param role as proved now
 * @param proven whether that is all that was claimed
 * @param mutedUntil when the person may write again; null for one who may write now
 */
public record Person(
        PeerId peer,
        String name,
        Role role,
        boolean proven,
        @Nullable Instant mutedUntil) {}
