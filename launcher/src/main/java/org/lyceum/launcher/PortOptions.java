package org.lyceum.launcher;

import java.net.InetAddress;
import java.util.Set;
import org.lyceum.overlay.discovery.SeedAddress;
import picocli.CommandLine.Option;

/** Where a node is reached. */
final class PortOptions {

    @Option(
            names = "--ui-port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "Port of the page (${DEFAULT-VALUE}); with every port 0 takes a free one.")
    private int ui = 8080;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description =
                    "REST port of the peer (${DEFAULT-VALUE}); the tracker's is the next one, that of rooms without a "
                            + "peer the one after it, and that of ml the third.")
    private int rest = 7070;

    @Option(
            names = "--bt-port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "TCP port where BitTorrent peers connect (${DEFAULT-VALUE}).")
    private int bitTorrent = 6881;

    @Option(
            names = "--tracker-port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "UDP port of the tracker (${DEFAULT-VALUE}).")
    private int tracker = 6969;

    @Option(
            names = "--overlay-port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "TCP port where other nodes connect (${DEFAULT-VALUE}).")
    private int overlay = SeedAddress.DEFAULT_PORT;

    /** @throws CommandFault when one is out of range */
    Node.Ports chosen() {
        if (rest > 65_532) {
            throw new CommandFault("--port %d leaves no room for the three ports after it".formatted(rest));
        }
        return new Node.Ports(ui, rest, bitTorrent, tracker, overlay);
    }

    /** @throws CommandFault naming those that are in use already, of those that these roles need */
    void requireFree(InetAddress address, Set<Role> roles) {
        PortCheck check = new PortCheck(address).tcp(overlay, "--overlay-port");
        if (roles.contains(Role.UI)) {
            check.tcp(ui, "--ui-port");
        }
        if (roles.contains(Role.PEER)) {
            check.tcp(rest, "--port").tcp(bitTorrent, "--bt-port");
        }
        if (roles.contains(Role.CHAT) && !roles.contains(Role.PEER)) {
            check.tcp(Node.ofChat(rest), "the second one after --port");
        }
        if (roles.contains(Role.SEED)) {
            check.tcp(Node.ofTracker(rest), "the one after --port").udp(tracker, "--tracker-port");
        }
        if (roles.contains(Role.ML)) {
            check.tcp(Node.ofMl(rest), "the third after --port");
        }
        check.orFail();
    }
}
