package org.lyceum.chat.timeline;

import java.util.List;
import java.util.Set;
import org.lyceum.overlay.PeerId;

/**
 * Whom a text calls by name.
 *
 * @param peers the members who had one of the names then
 * @param everyone whether it is for all: {@code @everyone} of a professor or an admin
 * @param names as they stand in the text, without the {@code @}
 */
public record Mentions(Set<PeerId> peers, boolean everyone, List<String> names) {

    public static final Mentions NONE = new Mentions(Set.of(), false, List.of());

    public Mentions {
        peers = Set.copyOf(peers);
        names = List.copyOf(names);
    }

    public boolean include(PeerId peer) {
        return everyone || peers.contains(peer);
    }
}
