package org.lyceum.overlay.membership;

import java.util.List;
import java.util.Set;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/**
 * A node as a seed holds it. Times are milliseconds as handed to {@link Registry}.
 *
 * @param neighbours whom it said to be linked to
 * @param since when it registered first
 * @param lastSeen when it last renewed or answered a check
 * @param accusers who reported it dead since then
 */
public record Registration(Contact contact, List<PeerId> neighbours, long since, long lastSeen, Set<PeerId> accusers) {

    public Registration {
        neighbours = List.copyOf(neighbours);
        accusers = Set.copyOf(accusers);
    }
}
