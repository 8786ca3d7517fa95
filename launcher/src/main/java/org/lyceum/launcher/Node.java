package org.lyceum.launcher;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.lyceum.launcher.Services.RunningPeer;
import org.lyceum.launcher.Services.RunningTracker;
import org.lyceum.launcher.Services.RunningUi;

/** One node of a network: starts its roles and says where they are. */
final class Node {

    private final Plan plan;
    private final Path data;
    private final PrintWriter out;

    Node(Plan plan, Path data, PrintWriter out) {
        this.plan = plan;
        this.data = data;
        this.out = out;
    }

    /**
     * What to run; any port may be 0 for a free one.
     *
     * @param port REST port of the peer, followed by that of the tracker
     * @param trackers announce URLs of trackers elsewhere
     * @param settings further properties of the peer service
     */
    record Plan(
            String name,
            Set<Role> roles,
            int uiPort,
            int port,
            int btPort,
            int trackerPort,
            List<URI> trackers,
            Map<String, String> settings) {}

    /** The port after this one; a free one after a free one. */
    static int next(int port) {
        return port == 0 ? 0 : port + 1;
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
        List<URI> announces = new ArrayList<>();
        if (plan.roles.contains(Role.SEED)) {
            RunningTracker tracker = services.startTracker(next(plan.port), plan.trackerPort);
            announces.add(tracker.announce());
            summary.add("Tracker     %s  (REST %s/api/v1)".formatted(tracker.announce(), shown(bind, tracker.rest())));
        }
        announces.addAll(plan.trackers);
        URI rest = URI.create("http://%s:%d".formatted(LocalAddress.inUrl(LocalAddress.seenFromHere(bind)), plan.port));
        if (plan.roles.contains(Role.PEER)) {
            RunningPeer peer = services.startPeer(plan.name, data, plan.port, plan.btPort, announces, plan.settings);
            rest = peer.rest();
            summary.add("Peer        BitTorrent port %d  (REST %s/api/v1)"
                    .formatted(peer.bitTorrentPort(), shown(bind, rest)));
            summary.add("Announces   " + (announces.isEmpty() ? "where a torrent says" : "to " + joined(announces)));
        }
        if (plan.roles.contains(Role.UI)) {
            RunningUi ui = services.startUi(plan.uiPort, Map.of(plan.name, rest));
            summary.addFirst("Page        " + shown(bind, ui.page())
                    + token.map(value -> "/?token=" + value).orElse(""));
        }
        token.ifPresent(value -> summary.add("Token       " + value));
        summary.add("Data        " + data);
        return summary;
    }

    /** An address as a person is to type it, on another machine if that is possible. */
    private static String shown(InetAddress bind, URI url) {
        String host = bind.isLoopbackAddress() ? "localhost" : LocalAddress.inUrl(LocalAddress.seenByOthers(bind));
        return "http://%s:%d".formatted(host, url.getPort());
    }

    private static String joined(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }
}
