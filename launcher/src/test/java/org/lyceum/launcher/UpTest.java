package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lyceum up} as a process of its own, told to stop as Ctrl-C and a system's shutdown do. */
@Timeout(60)
class UpTest {

    private static final Pattern URL = Pattern.compile("http://\\S+?(?=\\)|$)");

    @TempDir
    private Path data;

    private final List<Process> started = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    private Process up(String... more) throws IOException {
        return start(data, "up", more);
    }

    private Process start(Path folder, String subcommand, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Lyceum.class.getName()));
        command.addAll(List.of(subcommand, "--name", "Ada", "--data", folder.toString(), "--port", "0"));
        command.addAll(List.of("--ui-port", "0", "--bt-port", "0", "--tracker-port", "0", "--overlay-port", "0"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static List<String> summary(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line.strip());
            if (line.startsWith("Ctrl-C")) {
                return lines;
            }
        }
        throw new AssertionError("ended before it was up: " + lines);
    }

    private static URI url(List<String> summary, String service) {
        String line = summary.stream()
                .filter(any -> any.startsWith(service))
                .findFirst()
                .orElseThrow();
        Matcher matcher = URL.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return URI.create(matcher.group());
    }

    private int status(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void runsTrackerPeerAndPageAndStopsWhenTold() throws Exception {
        Process node = up();

        List<String> summary = summary(node);

        assertThat(status(url(summary, "Page"))).isEqualTo(200);
        assertThat(status(URI.create(url(summary, "Peer") + "/torrents"))).isEqualTo(200);
        assertThat(status(URI.create(url(summary, "Tracker") + "/swarms"))).isEqualTo(200);
        assertThat(data.resolve("logs/lyceum.log")).isNotEmptyFile();
        node.destroy();
        assertThat(node.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isEqualTo(143);
        DataFolder.open(data).close();
    }

    @Test
    void readsMediaWhenTold() throws Exception {
        List<String> summary = summary(up("--roles", "seed,ml"));

        assertThat(status(URI.create(url(summary, "Reads") + "/engines"))).isEqualTo(200);
        assertThat(summary).noneMatch(line -> line.startsWith("Peer"));
    }

    private static String rest(List<String> summary, String start) {
        return summary.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNodeThatJoinsFindsTheTrackerAndWhatOthersShare(@TempDir Path other) throws Exception {
        List<String> first = summary(start(data, "up"));
        String seed = rest(first, "Network     others join with: lyceum join");
        List<String> second = summary(start(other, "join", seed));
        PeerApi one = new PeerApi(http, url(first, "Peer"));
        PeerApi two = new PeerApi(http, url(second, "Peer"));
        assertThat(rest(second, "Network")).isEqualTo("joined at " + seed);
        assertThat(rest(second, "Node")).isNotEqualTo(rest(first, "Node"));

        Path file = Files.writeString(other.resolve("notes.txt"), "what was said");
        PeerApi.Torrent shared = one.share("notes.txt", List.of(file));
        two.add("magnet:?xt=urn:btih:" + shared.infoHash());

        assertThat(shared.magnet()).contains("&tr=udp");
        while (!two.torrent(shared.infoHash()).complete()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void isInTheRoomOfItsCourseAtThePortOfThePeer() throws Exception {
        List<String> summary = summary(up("--course", "SWE"));

        URI rooms = URI.create(url(summary, "Rooms") + "/rooms");
        String body = http.send(HttpRequest.newBuilder(rooms).build(), BodyHandlers.ofString())
                .body();

        assertThat(url(summary, "Rooms")).isEqualTo(url(summary, "Peer"));
        assertThat(body).contains("\"title\":\"SWE\"");
    }

    @Test
    void hasRoomsWithoutAPeer() throws Exception {
        List<String> summary = summary(up("--course", "SWE", "--roles", "chat"));

        assertThat(status(URI.create(url(summary, "Rooms") + "/rooms"))).isEqualTo(200);
    }

    @Test
    void aSeedThatDoesNotAnswerIsNamed() throws Exception {
        assertThat(rest(summary(start(data, "join", "127.0.0.1:1")), "Network"))
                .isEqualTo("nobody answers yet at 127.0.0.1:1; the node goes on trying");
    }

    @Test
    void startsWithTheLimitsThatItIsGiven() throws Exception {
        List<String> summary = summary(
                up("--roles", "peer", "--download-limit", "1.5MB", "--upload-limit", "800kB", "--choke", "BEP3"));

        HttpRequest limits = HttpRequest.newBuilder(URI.create(url(summary, "Peer") + "/limits"))
                .build();
        assertThat(http.send(limits, BodyHandlers.ofString()).body())
                .isEqualTo("{\"download\":1500000,\"upload\":800000}");
    }

    @Test
    void asksForTheTokenThatItShowsWhenOthersCanReachIt() throws Exception {
        List<String> summary = summary(up("--bind", "0.0.0.0", "--no-mdns", "--roles", "peer"));

        String token = summary.stream()
                .filter(line -> line.startsWith("Token"))
                .map(line -> line.substring("Token".length()).strip())
                .findFirst()
                .orElseThrow();
        URI torrents = URI.create(url(summary, "Peer") + "/torrents");
        assertThat(status(torrents)).isEqualTo(401);
        HttpRequest known = HttpRequest.newBuilder(torrents)
                .header("Authorization", "Bearer " + token)
                .build();
        assertThat(http.send(known, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
}
