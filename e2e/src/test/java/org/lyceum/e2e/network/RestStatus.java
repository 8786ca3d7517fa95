package org.lyceum.e2e.network;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks the program for its network, as any client would. */
final class RestStatus {

    private final RestClient rest;

    RestStatus(String api) {
        rest = RestClient.create(api);
    }

    private record Peer(String peerId) {}

    private record Node(String peerId, boolean calledDead) {}

    private record Network(
            List<Peer> links, List<Node> nodes, @Nullable List<Peer> registrations) {}

    /** Why there is no status. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoAnswer(RestClientException cause) {
            super(cause);
        }
    }

    Status status() {
        try {
            Network network =
                    Objects.requireNonNull(rest.get().uri("/network").retrieve().body(Network.class));
            List<Peer> held = Objects.requireNonNullElse(network.registrations, List.of());
            return new Status(
                    ids(network.links),
                    network.nodes.stream()
                            .filter(node -> !node.calledDead)
                            .map(Node::peerId)
                            .collect(Collectors.toSet()),
                    ids(held));
        } catch (RestClientException e) {
            throw new NoAnswer(e);
        }
    }

    private static Set<String> ids(List<Peer> peers) {
        return peers.stream().map(Peer::peerId).collect(Collectors.toSet());
    }
}
