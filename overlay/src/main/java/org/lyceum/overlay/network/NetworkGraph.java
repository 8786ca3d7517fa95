package org.lyceum.overlay.network;

import java.util.Set;
import org.lyceum.overlay.PeerId;

/**
 * Who says to be linked to whom.
 *
 * @param fromSeeds whether a seed has told of the nodes that it holds; else only this node's own links are there
 */
public record NetworkGraph(Set<Edge> edges, boolean fromSeeds) {

    public NetworkGraph {
        edges = Set.copyOf(edges);
    }

    /** A link, whoever asked for it; the lower name first. */
    public record Edge(PeerId one, PeerId other) {

        public Edge {
            if (one.compareTo(other) > 0) {
                PeerId lower = other;
                other = one;
                one = lower;
            }
        }
    }
}
