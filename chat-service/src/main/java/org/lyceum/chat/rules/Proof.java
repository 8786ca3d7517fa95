package org.lyceum.chat.rules;

import java.util.Set;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.RoomName;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.Standing;

/**
 * What of a claimed role is true.
 *
 * @param role what the author is in this room; never more than was claimed
 * @param complete whether that is all that was claimed
 */
public record Proof(Role role, boolean complete) {

    public static Proof of(Author claimed, Standing standing, RoomName room) {
        Role proved = isFor(standing.course(), room) ? standing.role() : Role.STUDENT;
        Role role = claimed.role().compareTo(proved) < 0 ? claimed.role() : proved;
        return new Proof(role, role == claimed.role());
    }

    public Set<Privilege> privileges() {
        return role == Role.STUDENT ? Set.of() : Set.of(Privilege.values());
    }

    private static boolean isFor(String course, RoomName room) {
        try {
            return course.isEmpty() || RoomName.of(course).equals(room);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
