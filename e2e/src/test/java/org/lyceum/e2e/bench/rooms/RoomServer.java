package org.lyceum.e2e.bench.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.e2e.FreePort;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.ProcessFigures;

/** The server of a lane: a node with a room, or mosquitto, in a process of its own. */
final class RoomServer implements AutoCloseable {

    private static final String COURSE = "bench";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LOOK_MILLIS = 50;

    private final ForeignProcess process;
    private final int port;
    private final ProcessFigures figures;

    private RoomServer(ForeignProcess process, int port) {
        this.process = process;
        this.port = port;
        figures = new ProcessFigures(process.pid());
    }

    /** A node that is in one room, with the options of the script. */
    static RoomServer node(Path folder, List<String> jvmOptions) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.lyceum.chat.ChatService",
                "--server.port=" + port,
                "--lyceum.name=bench",
                "--lyceum.data=" + folder,
                "--lyceum.overlay.port=0",
                "--spring.main.banner-mode=off"));
        RoomServer server = new RoomServer(ForeignProcess.start(folder, command), port);
        server.awaitPort();
        server.enter();
        return server;
    }

    /** As Debian has it, told to hold back nothing: by default it drops what is more than 1,000 messages behind. */
    static RoomServer mosquitto(Path folder) {
        int port = FreePort.find();
        try {
            Files.createDirectories(folder);
            Path configuration = Files.writeString(folder.resolve("mosquitto.conf"), """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    persistence false
                    max_inflight_messages 0
                    max_queued_messages 0
                    set_tcp_nodelay true
                    log_type error
                    """.formatted(port));
            RoomServer server = new RoomServer(
                    ForeignProcess.start(folder, List.of("mosquitto", "-c", configuration.toString())), port);
            server.awaitPort();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String path() {
        return "/ws/rooms/" + COURSE;
    }

    double cpuSeconds() {
        return figures.cpuSeconds();
    }

    long residentBytes() {
        return figures.residentBytes();
    }

    /** Has a JVM collect its garbage. */
    void collectGarbage() {
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** A figure of the node's own, added up over its tags. */
    double metric(String name) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:%d/actuator/metrics/%s".formatted(port, name)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return Double.parseDouble(answer.replaceFirst("(?s).*?\"value\":([-0-9.E]+).*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void awaitPort() {
        await("it is up", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** The room has a chat node a few seconds later, when nobody else knows of it. */
    private void enter() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI rooms = URI.create("http://127.0.0.1:%d/api/v1/rooms".formatted(port));
            http.send(
                    HttpRequest.newBuilder(rooms)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"course\":\"%s\"}".formatted(COURSE)))
                            .build(),
                    BodyHandlers.ofString());
            await("the room has a chat node", () -> {
                try {
                    return http.send(HttpRequest.newBuilder(rooms).build(), BodyHandlers.ofString())
                            .body()
                            .contains("\"leads\":true");
                } catch (IOException e) {
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new BenchException("interrupted", e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void await(String what, BooleanSupplier sign) {
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (!sign.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new BenchException("waited in vain until %s:%n%s".formatted(what, process.output()));
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
