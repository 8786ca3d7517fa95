package org.lyceum.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.discovery.SeedsFile;
import org.lyceum.overlay.network.OverlaySettings;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service on its own takes part in the overlay; one that is handed a node does not look at it.
 *
 * @param bind address of the port for other nodes
 * @param port TCP, 0 for any that is free
 * @param seeds where to register: {@code host}, {@code host:port} or a multiaddr
 * @param seedsFile more of them, in YAML or JSON
 * @param seed whether this node holds others' registrations
 * @param localDiscovery whether to look for nodes on the local network; by default unless {@code bind} is loopback
 * @param course what the node belongs to, as others are shown it
 */
@ConfigurationProperties("lyceum.overlay")
record OverlayProperties(
        @DefaultValue("127.0.0.1") InetAddress bind,
        @DefaultValue("4001") int port,
        @DefaultValue List<String> seeds,
        @Nullable Path seedsFile,
        @DefaultValue("false") boolean seed,
        @Nullable Boolean localDiscovery,
        @DefaultValue("") String course) {

    private static final int HIGHEST_PORT = 65_535;

    OverlayProperties {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new StartupException("lyceum.overlay.port is %d, expected 0 to %d.".formatted(port, HIGHEST_PORT));
        }
    }

    OverlaySettings settings(NodeProperties node) {
        OverlaySettings settings = OverlaySettings.of(node.name(), new InetSocketAddress(bind, port))
                .course(course)
                .data(node.data())
                .asSeed(seed)
                .seeds(allSeeds());
        return localDiscovery == null ? settings : settings.localDiscovery(localDiscovery);
    }

    private List<SeedAddress> allSeeds() {
        List<SeedAddress> all = new ArrayList<>();
        try {
            seeds.forEach(text -> all.add(SeedAddress.parse(text)));
        } catch (OverlayException e) {
            throw new StartupException("lyceum.overlay.seeds: %s".formatted(e.getMessage()), e);
        }
        if (seedsFile != null) {
            try {
                all.addAll(SeedsFile.read(seedsFile));
            } catch (OverlayException e) {
                throw new StartupException("%s (lyceum.overlay.seeds-file)".formatted(e.getMessage()), e);
            }
        }
        return all;
    }
}
