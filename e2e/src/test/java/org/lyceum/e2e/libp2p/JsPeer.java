package org.lyceum.e2e.libp2p;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.NpmProject;
import org.lyceum.overlay.PeerId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A js-libp2p node in a process of its own, that echoes on {@link #ECHO} and does what a line of JSON tells it. */
final class JsPeer implements AutoCloseable {

    static final String ECHO = "/test/echo/1";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;
    private final JsonNode hello;

    private JsPeer(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        hello = nextLine();
    }

    static JsPeer start() {
        try {
            Path folder = NpmProject.install("libp2p");
            Process process = new ProcessBuilder("node", "--import", "./polyfill.mjs", "peer.mjs")
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("errors.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JsPeer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PeerId id() {
        return new PeerId(hello.get("id").asString());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(hello.get("port").asString()));
    }

    /** What it did: {@code {"result": ...}} or {@code {"error": "..."}}. */
    JsonNode tell(Map<String, Object> command) {
        commands.println(JSON.writeValueAsString(command));
        return nextLine();
    }

    private JsonNode nextLine() {
        String line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(answers.readLine());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (line.equals("null")) {
            throw new AssertionError("js-libp2p has ended: see e2e/target/libp2p/errors.log");
        }
        return JSON.readTree(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
