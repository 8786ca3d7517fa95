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

    /** Whether this role is held, and for this course. */
    public boolean is(Role wanted, String ofCourse) {
        return role == wanted && (course.isEmpty() || course.equals(ofCourse));
    }

    /** Of someone who shows no grant. */
    public static Standing student(PeerId peer) {
        return new Standing(peer, Role.STUDENT, "", Instant.MAX);
    }
}
