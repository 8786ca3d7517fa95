package org.lyceum.ui.swarm;

import org.lyceum.ui.nodes.Limits;
import org.lyceum.ui.nodes.NodeClient;
import reactor.core.publisher.Mono;

/** The limits that count for a swarm: its own, and those of its node. */
record SwarmLimits(Limits swarm, Limits node) {

    static Mono<SwarmLimits> ask(NodeClient client, String infoHash) {
        return Mono.zip(client.torrent(infoHash), client.limits())
                .map(answers -> new SwarmLimits(answers.getT1().limits(), answers.getT2()));
    }
}
