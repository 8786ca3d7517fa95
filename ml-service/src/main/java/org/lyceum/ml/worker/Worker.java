package org.lyceum.ml.worker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One worker process, seen from the node. */
final class Worker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private static final int PAGE_BYTES = 4096;

    /** What the JVM ends with when its heap is full. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long END_PATIENCE_SECONDS = 5;

    private final Process process;
    private final Pipe pipe;
    private final Path memoryFile;
    private final long heap;
    private String engine = "";
    private volatile @Nullable MlException verdict;

    private Worker(Process process, long heap) {
        this.process = process;
        this.heap = heap;
        pipe = new Pipe(process.getInputStream(), process.getOutputStream());
        memoryFile = Path.of("/proc", Long.toString(process.pid()), "statm");
        Thread.ofVirtual().name("worker-" + process.pid()).start(this::logErrors);
    }

    /** @throws MlException when the system starts no process */
    static Worker start(EngineHome home, Path temporary, WorkerSettings settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (settings.heap() >> 20) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + home.folder().resolve("last-crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                absoluteClassPath(),
                WorkerMain.class.getName(),
                home.folder().toString()));
        home.tessdata().ifPresent(folder -> command.add(folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // one arena instead of one a thread halves what Vosk takes; one job is to take one core
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        try {
            return new Worker(builder.start(), settings.heap());
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "no worker process can be started (%s)".formatted(e.getMessage()), e);
        }
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private void logErrors() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> log.debug("worker {}: {}", process.pid(), line));
        } catch (IOException | UncheckedIOException e) {
            log.debug("worker {} has ended", process.pid());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive() && verdict == null;
    }

    /** The engine that it has open. */
    String engine() {
        return engine;
    }

    void engine(String name) {
        engine = name;
    }

    /** @throws MlException when it is no more */
    void send(Message message) {
        try {
            pipe.send(message);
        } catch (IOException e) {
            throw end();
        }
    }

    /**
     * Waits for what it says next.
     *
     * @throws MlException when it is no more, and why
     */
    Message receive() {
        try {
            Message message = pipe.receive();
            if (message != null) {
                return message;
            }
        } catch (IOException e) {
            // the last words of a JVM that crashes are no message
            log.debug("worker {} talks nonsense", process.pid(), e);
        }
        throw end();
    }

    /** Ends it at once; who waits for it gets this as the reason. */
    void kill(MlException reason) {
        if (verdict == null) {
            verdict = reason;
        }
        process.destroyForcibly();
    }

    private MlException end() {
        MlException known = verdict;
        if (known != null) {
            return known;
        }
        MlException reason = status() == OUT_OF_MEMORY
                ? new MlException(Reason.MEMORY, "it takes more than %d MB of memory".formatted(heap >> 20))
                : new MlException(
                        Reason.CRASHED, "%s has crashed on this file (status %d)".formatted(engine, status()));
        verdict = reason;
        return reason;
    }

    /** Of a process that has closed its output; it is ended when it goes on nevertheless. */
    private int status() {
        try {
            if (!process.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    /** Resident memory in bytes; 0 where the system does not tell. */
    long memory() {
        try {
            return Long.parseLong(Files.readString(memoryFile).split(" ", -1)[1]) * PAGE_BYTES;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Closing its input tells it to end; it has nothing to do. */
    @Override
    public void close() {
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException e) {
            log.debug("worker {} was gone already", process.pid());
        }
        process.destroy();
    }
}
