package org.lyceum.launcher;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.lyceum.launcher.Services.Rooms;
import org.lyceum.launcher.Services.RunningPeer;
import org.lyceum.launcher.Services.RunningTracker;
import org.lyceum.launcher.Services.RunningUi;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.LocalAddresses;
import org.lyceum.overlay.network.NetworkSnapshot;
import org.lyceum.overlay.network.Offering;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** One node of a network: starts its roles and says where they are. */
final class Node {

    /** For the seeds to answer, before the summary says that they have not. */
    private static final Duration SEEDS_PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(50);

    private final Plan plan;
    private final Path data;
    private final PrintWriter out;

    Node(Plan plan, Path data, PrintWriter out) {
        this.plan = plan;
        this.data = data;
        this.out = out;
    }

    /**
     * What to run.
     *
     * @param trackers announce URLs of trackers besides those of the network
     * @param settings further properties of the peer service
     */
    record Plan(
            String name,
            String course,
            Set<Role> roles,
            Ports ports,
            List<URI> trackers,
            Overlay overlay,
            Map<String, String> settings) {}

    /**
     * Where it listens; any may be 0 for a free one.
     *
     * @param ui of the page
     * @param rest of the peer; those of other services follow: the tracker's next, then that of rooms without a peer, and
     *     that of who reads media
     * @param bitTorrent TCP
     * @param tracker UDP
     * @param overlay TCP
     */
    record Ports(int ui, int rest, int bitTorrent, int tracker, int overlay) {}

    /**
     * How to take part in the overlay.
     *
     * @param localDiscovery unless the node listens on loopback alone
     */
    record Overlay(List<SeedAddress> seeds, boolean localDiscovery) {}

    /** The tracker's REST port, by the peer's; a free one after a free one, as of all others. */
    static int ofTracker(int rest) {
        return behind(rest, 1);
    }

    /** The REST port of rooms without a peer. */
    static int ofChat(int rest) {
        return behind(rest, 2);
    }

    /** The REST port of who reads media. */
    static int ofMl(int rest) {
        return behind(rest, 3);
    }

    private static int behind(int rest, int places) {
        return rest == 0 ? 0 : rest + places;
    }

    /** Starts everything, and stays until the process is told to stop. */
    void run(Services services, InetAddress bind, Optional<String> token) throws InterruptedException {
        out.printf("Starting %s …%n", plan.name);
        List<String> summary = start(services, bind, token);
        out.printf("%n%s is up.%n%n", plan.name);
        summary.forEach(line -> out.println("  " + line));
        out.printf("%nCtrl-C stops it.%n");
        new CountDownLatch(1).await();
    }

    private List<String> start(Services services, InetAddress bind, Optional<String> token) {
        List<String> summary = new ArrayList<>();
        OverlayNode node = join(services, bind);
        if (plan.roles.contains(Role.SEED)) {
            RunningTracker tracker = services.startTracker(node, ofTracker(plan.ports.rest), plan.ports.tracker);
            summary.add("Tracker     %s  (REST %s/api/v1)".formatted(tracker.announce(), shown(bind, tracker.rest())));
        }
        URI rest = URI.create(
                "http://%s:%d".formatted(LocalAddress.inUrl(LocalAddress.seenFromHere(bind)), plan.ports.rest));
        if (plan.roles.contains(Role.PEER)) {
            RunningPeer peer = services.startPeer(
                    node,
                    plan.name,
                    data,
                    plan.ports.rest,
                    plan.ports.bitTorrent,
                    plan.trackers,
                    plan.settings,
                    plan.roles.contains(Role.CHAT) ? Rooms.MAY_LEAD : Rooms.MEMBER);
            rest = peer.rest();
            summary.add("Peer        BitTorrent port %d  (REST %s/api/v1)"
                    .formatted(peer.bitTorrentPort(), shown(bind, rest)));
            summary.add("Announces   to the trackers of the network"
                    + (plan.trackers.isEmpty() ? "" : " and " + joined(plan.trackers)));
        }
        if (plan.roles.contains(Role.CHAT)) {
            URI rooms = plan.roles.contains(Role.PEER)
                    ? rest
                    : services.startChat(node, plan.name, data, ofChat(plan.ports.rest));
            summary.add("Rooms       %s(REST %s/api/v1)"
                    .formatted(plan.course.isBlank() ? "" : plan.course.strip() + "  ", shown(bind, rooms)));
        }
        if (plan.roles.contains(Role.ML)) {
            summary.add("Reads       pictures, PDFs, recordings  (REST %s/api/v1)"
                    .formatted(shown(bind, services.startMl(node, plan.name, data, ofMl(plan.ports.rest)))));
        }
        if (plan.roles.contains(Role.UI)) {
            RunningUi ui = services.startUi(plan.ports.ui, Map.of(plan.name, rest));
            node.offer(
                            "page",
                            Offering.of(
                                    "ui",
                                    new Service(
                                            "page",
                                            LocalAddresses.of(new InetSocketAddress(
                                                    bind, ui.page().getPort())))))
                    .join();
            summary.addFirst("Page        " + shown(bind, ui.page())
                    + token.map(value -> "/?token=" + value).orElse(""));
        }
        summary.add("Node        %s at %s".formatted(node.id(), joined(node.addresses())));
        summary.add("Network     " + joining(node));
        token.ifPresent(value -> summary.add("Token       " + value));
        summary.add("Data        " + data);
        return summary;
    }

    private OverlayNode join(Services services, InetAddress bind) {
        OverlaySettings settings = OverlaySettings.of(plan.name, new InetSocketAddress(bind, plan.ports.overlay))
                .course(plan.course)
                .data(data)
                .asSeed(plan.roles.contains(Role.SEED))
                .seeds(plan.overlay.seeds);
        try {
            return services.startNode(
                    IdentityFile.open(data), plan.overlay.localDiscovery ? settings : settings.localDiscovery(false));
        } catch (OverlayException e) {
            throw new CommandFault(String.valueOf(e.getMessage()), e);
        }
    }

    /** How it stands with the network; a seed gets a moment to answer. */
    private String joining(OverlayNode node) {
        if (plan.overlay.seeds.isEmpty()) {
            return plan.roles.contains(Role.SEED)
                    ? "others join with: lyceum join " + node.addresses().getFirst()
                    : "no seed is named: nodes of earlier runs are looked for, and those on the local network";
        }
        long deadline = System.nanoTime() + SEEDS_PATIENCE.toNanos();
        NetworkSnapshot network = node.snapshot().join();
        while (network.links().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            network = node.snapshot().join();
        }
        return network.links().isEmpty()
                ? "nobody answers yet at %s; the node goes on trying".formatted(joined(plan.overlay.seeds))
                : "joined at " + joined(plan.overlay.seeds);
    }

    /** An address as a person is to type it, on another machine if that is possible. */
    private static String shown(InetAddress bind, URI url) {
        String host = bind.isLoopbackAddress() ? "localhost" : LocalAddress.inUrl(LocalAddress.seenByOthers(bind));
        return "http://%s:%d".formatted(host, url.getPort());
    }

    private static String joined(List<?> several) {
        return several.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
