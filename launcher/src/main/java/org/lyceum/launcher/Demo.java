package org.lyceum.launcher;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.lyceum.launcher.Services.RunningPeer;
import org.lyceum.launcher.Services.RunningTracker;
import org.lyceum.launcher.Services.RunningUi;

/** A whole swarm in this process that shares a real lecture, told at the terminal as it goes. */
final class Demo {

    /** Peers are named after people who taught; further ones are numbered. */
    private static final List<String> NAMES =
            List.of("ada", "emmy", "grace", "hypatia", "leonhard", "maria", "niels", "sofia");

    /** In whose room they all are. */
    private static final String COURSE = "SWE";

    private static final Duration POLL = Duration.ofMillis(100);

    private final Plan plan;
    private final Path data;
    private final Lifetime lifetime;
    private final PrintWriter out;
    private final HttpClient http = HttpClient.newHttpClient();

    Demo(Plan plan, Path data, Lifetime lifetime, PrintWriter out) {
        this.plan = plan;
        this.data = data;
        this.lifetime = lifetime;
        this.out = out;
    }

    /**
     * What to run.
     *
     * @param port REST port of the first peer, the others and the tracker after it; 0 for free ones
     * @param exit whether to stop once the outcome is known
     * @param settings further properties of each peer service
     */
    record Plan(int peers, int uiPort, int port, Duration timeout, boolean exit, Map<String, String> settings) {

        int portOf(int index) {
            return port == 0 ? 0 : port + index;
        }
    }

    private record Member(String name, PeerApi api) {}

    /** Answers the status of the command: 0 when every peer has verified the lecture. */
    int run() throws InterruptedException {
        List<Member> members = start();
        Member first = members.getFirst();
        Path original = data.resolve("lecture");
        PeerApi.Torrent shared = first.api.share(Sample.NAME, Sample.unpack(original));
        out.printf("%s shares “%s”, the others fetch it:%n", first.name, shared.name());
        List<Member> incomplete = spread(shared, members);
        boolean verified = incomplete.isEmpty() && verify(shared, members, Checksums.of(original, Sample.FILES));
        if (!incomplete.isEmpty()) {
            out.printf("After %d s not complete yet: %s%n", plan.timeout.toSeconds(), names(incomplete));
        }
        if (!plan.exit) {
            copyEverything(members.stream().map(Member::api).toList());
            out.println("Drop a file of your own on the page: the others fetch it too. Ctrl-C stops everything.");
            new CountDownLatch(1).await();
        }
        return verified ? 0 : 1;
    }

    /** From now on the others fetch whatever one peer is given, so that a file dropped on the page is seen to spread. */
    static void copyEverything(List<PeerApi> peers) {
        for (PeerApi peer : peers) {
            List<PeerApi> others =
                    peers.stream().filter(other -> !other.equals(peer)).toList();
            peer.followAdditions(torrent -> others.forEach(other -> other.add(torrent.magnet())))
                    .join();
        }
    }

    private List<Member> start() {
        out.printf("Starting a tracker, %d peers and the page …%n", plan.peers);
        Services services = lifetime.own(new Services(InetAddress.getLoopbackAddress(), Optional.empty()));
        RunningTracker tracker = services.startTracker(plan.portOf(plan.peers), 0);
        List<Member> members = new ArrayList<>();
        Map<String, URI> pages = new LinkedHashMap<>();
        for (int i = 0; i < plan.peers; i++) {
            String name = i < NAMES.size() ? NAMES.get(i) : "peer-" + (i + 1);
            RunningPeer peer = services.startMember(
                    COURSE, name, data.resolve(name), plan.portOf(i), List.of(tracker.announce()), plan.settings);
            members.add(new Member(name, new PeerApi(http, peer.rest())));
            pages.put(name, peer.rest());
        }
        RunningUi ui = services.startUi(plan.uiPort, pages);
        out.printf("The page is http://localhost:%d%n%n", ui.page().getPort());
        return members;
    }

    /** Adds the torrent to every peer but the first and waits; answers who is not complete in time. */
    private List<Member> spread(PeerApi.Torrent shared, List<Member> members) throws InterruptedException {
        members.stream().skip(1).forEach(member -> member.api.add(shared.magnet()));
        long deadline = System.nanoTime() + plan.timeout.toNanos();
        List<Member> incomplete = new ArrayList<>(members);
        List<String> names = members.stream().map(Member::name).toList();
        try (SwarmProgress progress = SwarmProgress.at(out, names, shared.totalBytes())) {
            while (!incomplete.isEmpty() && System.nanoTime() < deadline) {
                incomplete.removeIf(member -> {
                    PeerApi.Torrent torrent = member.api.torrent(shared.infoHash());
                    progress.show(member.name, torrent);
                    return torrent.complete();
                });
                Thread.sleep(POLL);
            }
        }
        return incomplete;
    }

    private boolean verify(PeerApi.Torrent shared, List<Member> members, Map<String, String> expected) {
        List<Member> wrong = members.stream()
                .filter(member -> !member.api.checksums(shared.infoHash()).equals(expected))
                .toList();
        if (wrong.isEmpty()) {
            out.printf(
                    "All %d peers have it: every piece verified, SHA-256 equal for each of the %d files.%n",
                    members.size(), expected.size());
        } else {
            out.printf("What arrived differs from the original at: %s%n", names(wrong));
        }
        return wrong.isEmpty();
    }

    private static String names(List<Member> members) {
        return String.join(", ", members.stream().map(Member::name).toList());
    }
}
