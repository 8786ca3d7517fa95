package org.lyceum.e2e.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A JVM started as the script {@code lyceum} starts a node, with a main class of our own. Orders go to it, and answers
 * come from it, as lines of words parted by tabs.
 */
public final class JvmProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 180;
    private static final long END_SECONDS = 10;
    private static final int LOG_LINES = 12;
    private static final Set<String> UNASKED = Set.of("complete", "incomplete");

    private final Path folder;
    private final Process process;
    private final BlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();

    private JvmProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param folder where it works and leaves its standard error
     * @param jvmOptions besides those of a node
     * @param environment variables that it gets besides those of this process
     * @param unasked gets what it tells later than at once: {@code complete} or {@code incomplete}
     */
    public static JvmProcess start(
            Path folder,
            Class<?> main,
            List<String> arguments,
            List<String> jvmOptions,
            Map<String, String> environment,
            Consumer<List<String>> unasked) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "-Dio.netty.leakDetection.level=disabled",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=bench-logback.xml"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(folder.resolve("errors.log").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            JvmProcess started = new JvmProcess(folder, process);
            Thread.ofVirtual().name("answers").start(() -> started.read(unasked));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Consumer<List<String>> unasked) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = Arrays.asList(line.split("\t"));
                if (UNASKED.contains(words.getFirst())) {
                    unasked.accept(words);
                } else {
                    answers.add(words);
                }
            }
        } catch (IOException closed) {
            // as when it has ended
        }
        answers.add(List.of("failed", "it has ended"));
        unasked.accept(List.of("incomplete", "it has ended"));
    }

    public long pid() {
        return process.pid();
    }

    public void order(String... words) {
        try {
            process.getOutputStream().write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw failure(e.toString());
        }
    }

    /** Waits for an answer that begins with {@code word}; returns the words after it. */
    public List<String> await(String word) {
        List<String> answer;
        try {
            answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        if (answer == null) {
            throw failure("no answer within %d s".formatted(PATIENCE_SECONDS));
        }
        if (!answer.getFirst().equals(word)) {
            throw failure(answer.getLast());
        }
        return answer.subList(1, answer.size());
    }

    /** An error with the last that the process said of itself. */
    public BenchException failure(String why) {
        return new BenchException("the process of %s: %s%n%s".formatted(folder.getFileName(), why, lastWords()));
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("errors.log"), StandardCharsets.ISO_8859_1);
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Lets it end by itself, as it does when nothing can come any more, and kills it when it does not. */
    public void end() {
        try {
            process.getOutputStream().close();
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException alreadyGone) {
            // what was wanted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
