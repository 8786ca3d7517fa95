package org.lyceum.e2e.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a measurement was taken on. */
public record Machine(String processor, int cores, long memoryBytes, String kernel, String jdk) {

    public static Machine here() {
        return new Machine(
                value(lines("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(value(lines("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "")) * 1024,
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
                "%s %s".formatted(System.getProperty("java.vendor.version"), System.getProperty("java.vm.version")));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The value of the first line {@code key : value}; "unknown 0" when there is none. */
    static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown 0");
    }

    @Override
    public String toString() {
        return "%s, %d cores, %d GiB, %s, JDK %s"
                .formatted(processor, cores, Math.round(memoryBytes / 1073741824.0), kernel, jdk);
    }
}
