package org.lyceum.e2e.bench.torrents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.ProcessFigures;
import org.lyceum.launcher.Lyceum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lyceum up --roles peer} in a JVM of its own, with the options of the script. */
final class NodeProcess implements AutoCloseable {

    private static final Pattern REST = Pattern.compile("REST (http://\\S+/api/v1)\\)");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int STOP_SECONDS = 20;
    private static final int REQUESTS_AT_ONCE = 16;
    private static final int LOOK_MILLIS = 50;

    /** As often as an open page asks for the list within a quarter of an hour. */
    static final int LOOKS = 90;

    private static final String BOUNDARY = "lyceum-bench";

    private final Path data;
    private final Process process;
    private final ProcessFigures figures;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final long startedAt;
    private final URI rest;
    private final long upNanos;

    private NodeProcess(Path data, Process process, long startedAt, URI rest) {
        this.data = data;
        this.process = process;
        this.startedAt = startedAt;
        this.rest = rest;
        figures = new ProcessFigures(process.pid());
        upNanos = System.nanoTime() - startedAt;
    }

    /** Starts it and waits until it is up. */
    static NodeProcess start(Path data, URI tracker) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Lyceum.class.getName(),
                "up",
                "--roles=peer",
                "--name=bench",
                "--data=" + data,
                "--port=0",
                "--bt-port=0",
                "--tracker=" + tracker.getAuthority());
        long startedAt = System.nanoTime();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new NodeProcess(data, process, startedAt, rest(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI rest(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            Matcher matcher = REST.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        throw new BenchException("the peer ended before it was up: " + String.join(System.lineSeparator(), said));
    }

    /** Adds all, some at a time, and waits until each has been hashed and seeds. */
    Sample add(ManyTorrents torrents) {
        double cpuBefore = figures.cpuSeconds();
        long began = System.nanoTime();
        Semaphore room = new Semaphore(REQUESTS_AT_ONCE);
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (byte[] torrent : torrents.files()) {
            room.acquireUninterruptibly();
            answers.add(http.sendAsync(addition(torrent), BodyHandlers.ofString())
                    .thenAccept(NodeProcess::requireCreated)
                    .whenComplete((_, _) -> room.release()));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        awaitAllSeed(torrents.files().size());
        return sample(System.nanoTime() - began, cpuBefore);
    }

    private HttpRequest addition(byte[] torrent) {
        byte[] head = """
                --%s\r
                Content-Disposition: form-data; name="torrent"; filename="bench.torrent"\r
                Content-Type: application/x-bittorrent\r
                \r
                """.formatted(BOUNDARY).getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.US_ASCII);
        return HttpRequest.newBuilder(URI.create(rest + "/torrents"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, torrent, tail)))
                .build();
    }

    private static void requireCreated(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new BenchException("a torrent was not taken: %d %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    /** Waits until so many torrents seed, and no other is there. */
    Sample awaitSeeding(int count) {
        awaitAllSeed(count);
        return sample(System.nanoTime() - startedAt, 0);
    }

    /** By the metric, which costs the peer next to nothing, and then by the torrents themselves. */
    private void awaitAllSeed(int count) {
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (metric("lyceum.peer.torrents?tag=state:seeding") < count) {
            if (System.nanoTime() > patience) {
                throw new BenchException("%d torrents do not all seed".formatted(count));
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }

    private Sample sample(long seedingNanos, double cpuBefore) {
        double cpu = figures.cpuSeconds() - cpuBefore;
        long resident = figures.residentBytes();
        for (JsonNode torrent : get(rest + "/torrents")) {
            if (!torrent.path("state").asString().equals("seeding")) {
                throw new BenchException("does not seed: " + torrent);
            }
        }
        for (int look = 1; look < LOOKS; look++) {
            get(rest + "/torrents");
        }
        List<Path> openFiles = figures.openFiles().stream()
                .filter(file -> !file.toString().endsWith(".jar"))
                .toList();
        return new Sample(
                upNanos,
                seedingNanos,
                Math.round(cpu * 1e3),
                resident,
                figures.residentBytes(),
                figures.peakBytes(),
                Math.round(metric("jvm.memory.used?tag=area:heap")),
                figures.threads(),
                openFiles.size(),
                openFiles.stream()
                        .filter(file -> file.startsWith(data.resolve("files")))
                        .count());
    }

    private double metric(String name) {
        return get(rest.resolve("/actuator/metrics/") + name)
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }

    private JsonNode get(String address) {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchException("%s: %d %s".formatted(address, answer.statusCode(), answer.body()));
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new BenchException("the peer does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** Tells it to stop, as Ctrl-C does, and waits until it has. */
    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException("the peer does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
