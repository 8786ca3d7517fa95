package org.lyceum.ui.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.Node;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.Torrent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What another node on this machine has of a swarm.
 *
 * @param torrent as it stands there, null when it is not there
 */
record Copy(Node node, Standing standing, @Nullable Torrent torrent) {

    enum Standing {
        UNKNOWN,
        PRESENT,
        ABSENT,
        LOST
    }

    /** One for each node but {@code here}, before they were asked. */
    static List<Copy> unknown(List<NodeClient> all, NodeClient here) {
        return all.stream()
                .filter(client -> client != here)
                .map(client -> new Copy(client.node(), Standing.UNKNOWN, null))
                .toList();
    }

    /** Asks each node but {@code here}. */
    static Mono<List<Copy>> ask(List<NodeClient> all, NodeClient here, String infoHash) {
        return Flux.fromIterable(all)
                .filter(client -> client != here)
                .flatMapSequential(client -> of(client, infoHash))
                .collectList();
    }

    private static Mono<Copy> of(NodeClient client, String infoHash) {
        return client.torrent(infoHash)
                .map(torrent -> new Copy(client.node(), Standing.PRESENT, torrent))
                .onErrorResume(
                        NodeException.class,
                        failure -> Mono.just(
                                new Copy(client.node(), failure.answered() ? Standing.ABSENT : Standing.LOST, null)));
    }
}
