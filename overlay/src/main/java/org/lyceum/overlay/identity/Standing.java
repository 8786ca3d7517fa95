package org.lyceum.overlay.identity;

import java.time.Instant;
import org.lyceum.overlay.PeerId;

/**
 * What someone is in a network, as proved.
 *
 * @param course for which; empty for all
 * @param until when the first of the grants that it rests on expires; {@link Instant#MAX} when it rests on none
 */
public record Standing(PeerId peer, Role role, String course, Instant until) {

    /** Of someone who shows no grant. */
    public static Standing student(PeerId peer) {
        return new Standing(peer, Role.STUDENT, "", Instant.MAX);
    }
}
