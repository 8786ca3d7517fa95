package org.lyceum.bittorrent.choker;

import java.util.OptionalInt;
import java.util.Set;

/**
 * The peers to be unchoked from now on; every other is to be choked.
 *
 * @param peers at most {@link ChokePolicy#SLOTS}
 * @param optimistic the one among them that has its slot by chance and not by its rate
 */
public record Unchoked(Set<Integer> peers, OptionalInt optimistic) {

    public Unchoked {
        peers = Set.copyOf(peers);
    }
}
