package org.lyceum.peer.torrents;

import java.util.Map;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.network.NodeProperties;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells in {@code /actuator/info} which ports were chosen. */
@Component
final class PeerInfo implements InfoContributor {

    private final NodeProperties node;
    private final Engine engine;
    private final OverlayNode overlay;
    private final Environment environment;

    PeerInfo(NodeProperties node, Engine engine, OverlayNode overlay, Environment environment) {
        this.overlay = overlay;
        this.node = node;
        this.engine = engine;
        this.environment = environment;
    }

    @Override
    public void contribute(Info.Builder builder) {
        int http = environment.getRequiredProperty("local.server.port", Integer.class);
        builder.withDetail("name", node.name())
                .withDetail(
                        "ports",
                        Map.of(
                                "http", http,
                                "bittorrent", engine.port(),
                                "overlay", overlay.address().getPort()))
                .withDetail("peerId", overlay.id().text());
    }
}
