package org.lyceum.overlay.network;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.network.NetworkGraph.Edge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seeds tell whoever asks how those whom they hold are linked. The request is empty; the answer a version, a count, and
 * two names for each link.
 */
final class GraphExchange {

    private static final int MAX_EDGES = 16_384;
    private static final int VERSION = 1;

    static final Protocol PROTOCOL = new Protocol("/lyceum/graph/1", MAX_EDGES * 2 * PeerId.KEY_BYTES + 3);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(GraphExchange.class);

    private final Host host;
    private final Supplier<CompletableFuture<NetworkSnapshot>> snapshots;
    private final Runnable watched;

    /** @param watched is run when someone looks */
    GraphExchange(Host host, Supplier<CompletableFuture<NetworkSnapshot>> snapshots, Runnable watched) {
        this.host = host;
        this.snapshots = snapshots;
        this.watched = watched;
    }

    void listen() {
        host.answer(PROTOCOL, (_, _) -> {
            watched.run();
            return encode(held(snapshots.get().join()));
        });
    }

    /** What this node and the seeds that it is connected to know. */
    CompletableFuture<NetworkGraph> ask() {
        watched.run();
        return snapshots.get().thenCompose(network -> {
            List<CompletableFuture<Optional<Set<Edge>>>> answers = network.seeds().stream()
                    .flatMap(seed -> seed.peer().stream())
                    .distinct()
                    .flatMap(peer -> host.connection(peer).stream())
                    .map(seed -> seed.request(PROTOCOL, new byte[0], PATIENCE)
                            .thenApply(answer -> Optional.of(decode(answer)))
                            .exceptionally(fault -> {
                                log.debug("{} does not tell its graph: {}", seed, fault.getMessage());
                                return Optional.empty();
                            }))
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(_ -> graph(
                            network,
                            answers.stream()
                                    .flatMap(answer -> answer.join().stream())
                                    .toList()));
        });
    }

    private static NetworkGraph graph(NetworkSnapshot network, List<Set<Edge>> told) {
        PeerId self = network.self().contact().peer();
        Set<Edge> edges = new HashSet<>(held(network));
        network.links()
                .forEach(link -> edges.add(new Edge(self, link.neighbour().peer())));
        told.forEach(edges::addAll);
        return new NetworkGraph(edges, network.self().isSeed() || !told.isEmpty());
    }

    /** The links of those whom this node holds as a seed. */
    private static Set<Edge> held(NetworkSnapshot network) {
        Set<Edge> edges = new LinkedHashSet<>();
        for (NetworkSnapshot.Registered node : network.registrations().orElse(List.of())) {
            for (PeerId neighbour : node.neighbours()) {
                if (edges.size() < MAX_EDGES && !neighbour.equals(node.contact().peer())) {
                    edges.add(new Edge(node.contact().peer(), neighbour));
                }
            }
        }
        return edges;
    }

    static byte[] encode(Set<Edge> edges) {
        return new ByteWriter()
                .u8(VERSION)
                .list(edges, (out, edge) -> out.peer(edge.one()).peer(edge.other()))
                .toBytes();
    }

    static Set<Edge> decode(byte[] answer) {
        return ByteReader.readAll(answer, PROTOCOL.maxMessage(), in -> {
            if (in.u8() != VERSION) {
                throw new MalformedMessageException("a graph of another version than %d".formatted(VERSION));
            }
            return new LinkedHashSet<>(in.list(MAX_EDGES, 2 * PeerId.KEY_BYTES, () -> new Edge(in.peer(), in.peer())));
        });
    }
}
