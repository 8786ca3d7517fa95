package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lyceum demo --exit}, all of it in this process. */
class DemoTest {

    @Test
    void everyPeerGetsTheLectureOverBitTorrent(@TempDir Path data) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Lyceum.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "demo",
                "--exit",
                "--ui-port",
                "0",
                "--data",
                data.toString());

        assertThat(status).as("%s%n%s", out, err).isZero();
        assertThat(out.toString()).contains("All 3 peers have it", "SHA-256 equal for each of the 4 files");
        for (String peer : List.of("ada", "emmy", "grace")) {
            assertThat(copies(data.resolve(peer).resolve("files"))).as(peer).isEqualTo(Sample.FILES.size());
        }
    }

    @Test
    void everyPeerHasTheLimitsThatItIsGiven(@TempDir Path data) {
        StringWriter out = new StringWriter();

        int status = Lyceum.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "demo",
                "--exit",
                "--timeout",
                "1s",
                "--download-limit",
                "1kB",
                "--choke",
                "bep3",
                "--ui-port",
                "0",
                "--data",
                data.toString());

        assertThat(status).as("%s", out).isOne();
        assertThat(out.toString()).contains("After 1 s not complete yet: emmy, grace");
    }

    @Test
    void theOthersFetchWhatOnePeerIsGiven(@TempDir Path data) throws Exception {
        Path file = Files.writeString(data.resolve("timetable.txt"), "Monday, 9 o'clock");
        try (HttpClient http = HttpClient.newHttpClient();
                Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty())) {
            List<URI> trackers = List.of(services.startTracker(0, 0).announce());
            PeerApi ada = new PeerApi(
                    http,
                    services.startPeer("ada", data.resolve("ada"), 0, 0, trackers)
                            .rest());
            PeerApi emmy = new PeerApi(
                    http,
                    services.startPeer("emmy", data.resolve("emmy"), 0, 0, trackers)
                            .rest());
            CompletableFuture<PeerApi.Torrent> arrived = new CompletableFuture<>();
            Demo.copyEverything(List.of(ada, emmy));
            emmy.followAdditions(arrived::complete).join();

            PeerApi.Torrent shared = ada.share("ignored for one file", List.of(file));

            assertThat(arrived.get(20, TimeUnit.SECONDS).infoHash()).isEqualTo(shared.infoHash());
        }
    }

    private static long copies(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Sample.FILES.contains(file.getFileName().toString()))
                    .filter(DemoTest::isAsInTheRepository)
                    .count();
        }
    }

    private static boolean isAsInTheRepository(Path file) {
        try {
            return Files.mismatch(file, Path.of("..", "samples").resolve(file.getFileName())) == -1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
