package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.choker.ChokePolicy;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.network.NodeProperties;
import org.lyceum.peer.torrents.NodeView.ConnectionsView;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells of the peer as a whole. */
@RestController
class NodeController {

    private final NodeProperties node;
    private final PeerProperties peer;
    private final Engine engine;

    NodeController(NodeProperties node, PeerProperties peer, Engine engine) {
        this.node = node;
        this.peer = peer;
        this.engine = engine;
    }

    @GetMapping("/api/v1/node")
    NodeView node() {
        return new NodeView(
                node.name(),
                peer.choke(),
                ChokePolicy.SLOTS,
                engine.downloads(),
                new ConnectionsView(engine.connections(), engine.connectionLimits()));
    }
}
