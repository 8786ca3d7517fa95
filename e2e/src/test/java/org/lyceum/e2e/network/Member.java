package org.lyceum.e2e.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.launcher.Lyceum;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;

/** A process of the network: a light node, or the whole program. */
public final class Member implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern LIGHT = Pattern.compile("node (\\S+) (\\d+)");
    private static final Pattern WHOLE = Pattern.compile("Node {8}(\\S+) at");
    private static final Pattern REST = Pattern.compile("REST (http://\\S+/api/v1)\\)");

    final String name;
    private final ForeignProcess process;
    private final Asking asking;
    private final String id;

    /** How to ask for its status. */
    private interface Asking {
        Status status();
    }

    private Member(String name, ForeignProcess process, String id, Asking asking) {
        this.name = name;
        this.process = process;
        this.id = id;
        this.asking = asking;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=bench-logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * A node and nothing else.
     *
     * @param host from which it is asked
     */
    public static Member light(String name, Path folder, int port, Path seeds, boolean isSeed, Host host) {
        Path data = folder.resolve(name);
        ForeignProcess process = ForeignProcess.start(
                data,
                java(
                        LightNode.class.getName(),
                        name,
                        data.toString(),
                        Integer.toString(port),
                        seeds.toString(),
                        Boolean.toString(isSeed)));
        MatchResult up = awaitLine(name, process, LIGHT);
        PeerId peer = new PeerId(up.group(1));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(up.group(2)));
        return new Member(name, process, up.group(1), () -> {
            byte[] answer = host.connect(peer, address)
                    .thenCompose(it -> it.request(LightNode.STATUS, new byte[0], PATIENCE))
                    .join();
            return Status.read(new String(answer, UTF_8));
        });
    }

    /** The program itself. */
    static Member whole(String name, Path folder, int port, Path seeds, String role) {
        Path data = folder.resolve(name);
        ForeignProcess process = ForeignProcess.start(
                data,
                java(
                        Lyceum.class.getName(),
                        "up",
                        "--roles=" + role,
                        "--name=" + name,
                        "--data=" + data,
                        "--port=0",
                        "--bt-port=0",
                        "--tracker-port=0",
                        "--overlay-port=" + port,
                        "--seeds=" + seeds));
        String id = awaitLine(name, process, WHOLE).group(1);
        RestStatus rest = new RestStatus(awaitLine(name, process, REST).group(1));
        return new Member(name, process, id, rest::status);
    }

    private static MatchResult awaitLine(String name, ForeignProcess process, Pattern line) {
        process.awaitUp(name + " is up", () -> find(process, line).isPresent());
        return find(process, line).orElseThrow();
    }

    private static Optional<MatchResult> find(ForeignProcess process, Pattern line) {
        return line.matcher(process.output()).results().findFirst();
    }

    public String id() {
        return id;
    }

    /** Empty when it does not answer. */
    Optional<Status> status() {
        try {
            return Optional.of(asking.status());
        } catch (CompletionException | RestStatus.NoAnswer e) {
            return Optional.empty();
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    /** As {@code kill -STOP} and {@code kill -CONT} do. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -%s has failed".formatted(name));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
