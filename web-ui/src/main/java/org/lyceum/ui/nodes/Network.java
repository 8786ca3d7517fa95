package org.lyceum.ui.nodes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of nodes as one of them knows it.
 *
 * @param links its own connections to other nodes
 * @param nodes all that it knows of, itself among them
 * @param deaths who was called dead by whom, latest first
 */
public record Network(Self self, List<Link> links, List<Member> nodes, List<Seed> seeds, List<Death> deaths) {

    public Network {
        links = List.copyOf(links);
        nodes = List.copyOf(nodes);
        seeds = List.copyOf(seeds);
        deaths = List.copyOf(deaths);
    }

    /**
     * The node itself.
     *
     * @param addresses where others reach it, {@code host:port}
     * @param isolated when none of its neighbours answers
     */
    public record Self(
            String peerId, String name, List<String> addresses, boolean seed, Instant since, boolean isolated) {}

    /**
     * A connection to a neighbour.
     *
     * @param chosen whether this node asked for it
     * @param roundTripMillis null before it was measured
     */
    public record Link(
            String peerId,
            String name,
            boolean chosen,
            Instant since,
            Instant lastSeen,
            @Nullable Long roundTripMillis,
            int missedProbes) {}

    /**
     * What a node has proved to be.
     *
     * @param role {@code student}, {@code professor} or {@code admin}
     * @param course for which; empty for all
     */
    public record Standing(String role, String course) {}

    /**
     * A node that is known of.
     *
     * @param standing in the network of the node that tells
     * @param knownSince when this node first heard of it
     * @param lastHeard of when its newest record is
     */
    public record Member(
            String peerId,
            String name,
            String course,
            List<String> roles,
            Standing standing,
            Instant knownSince,
            Instant lastHeard,
            boolean calledDead) {}

    /**
     * A node that others find the network by.
     *
     * @param peerId null until it has answered
     * @param registered whether this node is registered there
     */
    public record Seed(String address, @Nullable String peerId, boolean registered) {}

    /**
     * A node that was called dead.
     *
     * @param refuted when it said that it lives; null when it did not
     */
    public record Death(
            String peerId,
            String name,
            List<Report> reports,
            @Nullable Instant refuted) {}

    /** Who called it dead, and when. */
    public record Report(String reporter, String reporterName, Instant at) {}

    /**
     * Who is connected to whom.
     *
     * @param complete false when only the links of the node that was asked are there
     */
    public record Graph(List<Edge> edges, boolean complete) {

        public Graph {
            edges = List.copyOf(edges);
        }
    }

    /** A link between two nodes, by their PeerIds. */
    public record Edge(String from, String to) {}
}
