package org.lyceum.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that a test has started. Its output goes to a file; closing kills it, and so does the end of this JVM. */
public final class ForeignProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ForeignProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it with {@code home} as its home and working folder, so that no configuration of the user's is read or
     * written.
     */
    public static ForeignProcess start(Path home, List<String> command) {
        try {
            Files.createDirectories(home);
            Path log = Files.createTempFile(home, "output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("HOME", home.toString());
            builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ForeignProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself, with status 0. */
    public void awaitSuccess() {
        try {
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("ended with status %d:\n%s".formatted(process.exitValue(), output()));
        }
    }

    /** Waits for a sign that it is at work, and kills it when that does not come. */
    public void awaitUp(String what, BooleanSupplier sign) {
        try {
            Await.until(what, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended with status %d:\n%s".formatted(process.exitValue(), output()));
                }
                return sign.getAsBoolean();
            });
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What it has said so far, on both streams. */
    public String output() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("process %d outlives its killing".formatted(process.pid()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
