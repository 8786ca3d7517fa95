package org.lyceum.e2e.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.launcher.Services;
import org.lyceum.launcher.Services.RunningTracker;

/** A tracker, three peers and the page in this process, and a fourth peer that can be lost. */
final class StudyRoom implements AutoCloseable {

    static final String ADA = "ada";
    static final String EMMY = "emmy";
    static final String GRACE = "grace";

    /** The peer that {@link #loseMaria} stops. */
    static final String MARIA = "maria";

    private static final List<String> STEADY = List.of(ADA, EMMY, GRACE);

    private final Path data;
    private final Services steady = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private final Services doomed = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private final URI page;

    StudyRoom() {
        try {
            data = Files.createTempDirectory("study-room");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningTracker tracker = steady.startTracker(0, 0);
        Map<String, URI> peers = new LinkedHashMap<>();
        STEADY.forEach(name -> peers.put(name, startPeer(steady, name, tracker)));
        peers.put(MARIA, startPeer(doomed, MARIA, tracker));
        page = steady.startUi(0, peers).page();
    }

    private URI startPeer(Services services, String name, RunningTracker tracker) {
        return services.startPeer(name, data.resolve(name), 0, 0, List.of(tracker.announce()))
                .rest();
    }

    /** An address on the page's server. */
    String at(String path) {
        return page.resolve(path).toString();
    }

    /** A folder for what a test shares. */
    Path desk() {
        try {
            return Files.createDirectories(data.resolve("desk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a peer keeps what it fetches and shares. */
    Path filesOf(String peer) {
        return data.resolve(peer).resolve("files");
    }

    void loseMaria() {
        doomed.close();
    }

    @Override
    public void close() throws IOException {
        doomed.close();
        steady.close();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
