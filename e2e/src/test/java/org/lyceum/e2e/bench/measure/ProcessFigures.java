package org.lyceum.e2e.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Linux tells of a process under {@code /proc} (proc(5)). */
public final class ProcessFigures {

    /** Ticks a second, in which the kernel tells CPU time on every platform that Java runs on. */
    private static final double TICKS = 100;

    /** Places of utime and stime in {@code stat}, counted from the state, which follows the name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private final Path folder;

    public ProcessFigures(long pid) {
        folder = Path.of("/proc", String.valueOf(pid));
    }

    /** Seconds of CPU time so far, in the program and in the kernel for it, to 10 ms. */
    public double cpuSeconds() {
        try {
            return cpuSeconds(Files.readString(folder.resolve("stat")));
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** @param stat the line of {@code /proc/PID/stat}; the name, in parentheses, may have spaces and parentheses itself */
    static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS;
    }

    /** Begins a new peak of resident memory. */
    void resetPeak() {
        try {
            Files.writeString(folder.resolve("clear_refs"), "5");
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** The most bytes that were resident since {@link #resetPeak()}. */
    public long peakBytes() {
        return peakBytes(status());
    }

    public long residentBytes() {
        return figure(status(), "VmRSS:") * 1024;
    }

    public long threads() {
        return figure(status(), "Threads:");
    }

    /** Files that it has open at this moment, and what else has a path. */
    public List<Path> openFiles() {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    open.add(Files.readSymbolicLink(descriptor));
                } catch (NoSuchFileException closedMeanwhile) {
                    // not open at this moment
                }
            }
        } catch (IOException e) {
            throw gone(e);
        }
        return open;
    }

    private List<String> status() {
        try {
            return Files.readAllLines(folder.resolve("status"));
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** @param status the lines of {@code /proc/PID/status} */
    static long peakBytes(List<String> status) {
        return figure(status, "VmHWM:") * 1024;
    }

    private static long figure(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new BenchException("the kernel does not tell %s of a process".formatted(key)));
    }

    private BenchException gone(IOException e) {
        return new BenchException("%s cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
}
