package org.lyceum.e2e.bench.torrents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.report.Machine;
import org.lyceum.e2e.bench.report.ReportFile;
import org.lyceum.e2e.bench.report.Table;
import org.lyceum.launcher.Services;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lyceum bench torrents}. */
@Command(
        name = "torrents",
        description = {
            "What many complete torrents cost a peer that nobody asks for any of them.%n",
            "They are added over REST to a peer that runs, which hashes them; then the peer is stopped and started "
                    + "again, and must hash nothing.%n"
        },
        sortOptions = false)
public final class TorrentsCommand implements Callable<Integer> {

    @Option(names = "--count", paramLabel = "N", description = "How many torrents (${DEFAULT-VALUE}).")
    private int count = 1000;

    @Option(
            names = "--pieces",
            paramLabel = "N",
            description = "Pieces of each, of 16 KiB (${DEFAULT-VALUE}: as many as 1 GiB has of 1 MiB).")
    private int pieces = 1024;

    @Option(names = "--runs", paramLabel = "N", description = "How often the peer is started again (${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(
            names = "--quick",
            description = "100 torrents of 64 pieces, one run: shows that it works, says little of what it costs.")
    private boolean quick;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the peer keeps everything; by default a temporary folder. The content is zeros that "
                    + "take no room where the file system has sparse files.")
    private @Nullable Path folder;

    @Mixin
    private ReportFile out = new ReportFile();

    @Override
    public Integer call() throws IOException {
        if (quick) {
            count = 100;
            pieces = 64;
            runs = 1;
        }
        Path work = folder == null
                ? Files.createTempDirectory("lyceum-bench-")
                : Files.createTempDirectory(folder, "lyceum-bench-");
        // at every end: done, failed, interrupted
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(work)));
        StringBuilder report = new StringBuilder("# Many torrents%n%n%s, %s.%n%n%,d torrents of %,d pieces.%n%n"
                .formatted(LocalDate.now(ZoneId.systemDefault()), Machine.here(), count, pieces));
        // the tracker's, which would have Spring's format among the bench's own
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try (Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty())) {
            report.append(measure(work, services.startTracker(0, 0).announce()));
        }
        System.out.print(report);
        out.write(report.toString());
        return 0;
    }

    private Table measure(Path work, URI tracker) throws IOException {
        Table table = new Table(
                "peer",
                "up s",
                "all seed s",
                "CPU s",
                "resident MiB",
                "looked at MiB",
                "peak MiB",
                "heap MiB",
                "threads",
                "open files",
                "of content");
        System.err.println("without torrents …");
        table.row(row("without torrents", restarts(work.resolve("none"), tracker, 0)));
        Path data = work.resolve("many");
        System.err.printf("making %,d torrents …%n", count);
        ManyTorrents torrents = ManyTorrents.make(data.resolve("files"), count, pieces);
        System.err.println("adding them …");
        try (NodeProcess node = NodeProcess.start(data, tracker)) {
            Sample added = node.add(torrents);
            table.row(row("adds and hashes them", List.of(added)));
        }
        System.err.println("starting again …");
        table.row(row("starts with them", restarts(data, tracker, count)));
        return table;
    }

    private List<Sample> restarts(Path data, URI tracker, int torrents) {
        List<Sample> samples = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (NodeProcess node = NodeProcess.start(data, tracker)) {
                samples.add(node.awaitSeeding(torrents));
            }
        }
        return samples;
    }

    private static List<String> row(String name, List<Sample> samples) {
        Sample median = Sample.median(samples);
        return List.of(
                name,
                "%.1f".formatted(median.upSeconds()),
                "%.1f".formatted(median.seedingSeconds()),
                "%.1f".formatted(median.cpuSeconds()),
                mebibytes(median.residentBytes()),
                mebibytes(median.lookedAtBytes()),
                mebibytes(median.peakBytes()),
                mebibytes(median.heapBytes()),
                Long.toString(median.threads()),
                Long.toString(median.openFiles()),
                Long.toString(median.openContent()));
    }

    private static String mebibytes(long bytes) {
        return Long.toString(Math.round(bytes / (double) (1 << 20)));
    }

    private static void cleanUp(Path work) {
        try {
            FileSystemUtils.deleteRecursively(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
