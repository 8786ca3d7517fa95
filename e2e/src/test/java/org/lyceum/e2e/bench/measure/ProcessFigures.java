package org.lyceum.e2e.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of a process under {@code /proc} (proc(5)). */
final class ProcessFigures {

    /** Ticks a second, in which the kernel tells CPU time on every platform that Java runs on. */
    private static final double TICKS = 100;

    /** Places of utime and stime in {@code stat}, counted from the state, which follows the name. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private final Path folder;

    ProcessFigures(long pid) {
        folder = Path.of("/proc", String.valueOf(pid));
    }

    /** Seconds of CPU time so far, in the program and in the kernel for it, to 10 ms. */
    double cpuSeconds() {
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
    long peakBytes() {
        try {
            return peakBytes(Files.readAllLines(folder.resolve("status")));
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /** @param status the lines of {@code /proc/PID/status} */
    static long peakBytes(List<String> status) {
        return status.stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(
                                () -> new BenchException("the kernel does not tell the peak of a process's memory"))
                * 1024;
    }

    private BenchException gone(IOException e) {
        return new BenchException("%s cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
}
