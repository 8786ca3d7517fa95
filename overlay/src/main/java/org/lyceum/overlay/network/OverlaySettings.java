package org.lyceum.overlay.network;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.node.NodeSettings;

/**
 * How a node takes part in the network.
 *
 * @param name of the person or machine, as others are shown it
 * @param course what it belongs to, or empty
 * @param listen TCP; port 0 picks a free one
 * @param seeds where to register; a seed may name itself
 * @param isSeed whether it holds others' registrations
 * @param data folder in which peers are remembered for the next run; without it none are
 * @param localDiscovery whether to look for others on the local network, by multicast DNS, and to be found there; by
 *     default unless it listens on loopback alone
 * @param rules the numbers of the protocols
 */
public record OverlaySettings(
        String name,
        String course,
        InetSocketAddress listen,
        List<SeedAddress> seeds,
        boolean isSeed,
        Optional<Path> data,
        boolean localDiscovery,
        NodeSettings rules) {

    public OverlaySettings {
        seeds = List.copyOf(seeds);
    }

    /** A node that knows nobody and is no seed. */
    public static OverlaySettings of(String name, InetSocketAddress listen) {
        return new OverlaySettings(
                name,
                "",
                listen,
                List.of(),
                false,
                Optional.empty(),
                !listen.getAddress().isLoopbackAddress(),
                NodeSettings.defaults());
    }

    public OverlaySettings course(String of) {
        return new OverlaySettings(name, of, listen, seeds, isSeed, data, localDiscovery, rules);
    }

    public OverlaySettings seeds(List<SeedAddress> known) {
        return new OverlaySettings(name, course, listen, known, isSeed, data, localDiscovery, rules);
    }

    public OverlaySettings asSeed(boolean seed) {
        return new OverlaySettings(name, course, listen, seeds, seed, data, localDiscovery, rules);
    }

    public OverlaySettings data(Path folder) {
        return new OverlaySettings(name, course, listen, seeds, isSeed, Optional.of(folder), localDiscovery, rules);
    }

    public OverlaySettings localDiscovery(boolean wanted) {
        return new OverlaySettings(name, course, listen, seeds, isSeed, data, wanted, rules);
    }

    public OverlaySettings rules(NodeSettings numbers) {
        return new OverlaySettings(name, course, listen, seeds, isSeed, data, localDiscovery, numbers);
    }
}
