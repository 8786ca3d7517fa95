package org.lyceum.e2e.bench.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.Lane;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Rounds;
import org.lyceum.e2e.bench.measure.WorkFolder;
import org.lyceum.e2e.bench.report.Machine;
import org.lyceum.e2e.bench.report.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lyceum bench channel}. */
@Command(
        name = "channel",
        description = {
            "How fast one stream of the overlay carries 1 GiB from process to process over loopback,"
                    + " encrypted and authenticated.%n",
            "Beside it, in turn: the JDK's ChaCha20-Poly1305 on one core, and plain TCP.%n"
        },
        sortOptions = false)
public final class ChannelCommand implements Callable<Integer> {

    private static final long MIB = 1024 * 1024;

    /** By then the compiler has come to rest: a gibibyte is 16,000 frames only, not much for a JVM. */
    private static final int WARM_UPS = 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--quick", description = "64 MiB, two runs: shows that it works, says little of speed.")
    private boolean quick;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each row that count; by default 5.")
    private @Nullable Integer runs;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Records each node there with Java Flight Recorder, which costs some speed.")
    private @Nullable Path record;

    @Mixin
    private ReportFile out = new ReportFile();

    @Override
    public Integer call() throws IOException {
        if (runs != null && runs < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--runs: %d is too few, one at least".formatted(runs));
        }
        long bytes = (quick ? 64 : 1024) * MIB;
        String size = "%d MiB".formatted(bytes / MIB);
        StringBuilder report = new StringBuilder(
                "# Channel, %s%n%n%s, %s.%n%n".formatted(size, LocalDate.now(ZoneId.systemDefault()), Machine.here()));
        report.append(ChannelReport.LEGEND).append(System.lineSeparator());
        System.out.print(report);
        ChannelReport measured = new ChannelReport(measure(bytes));
        System.out.print(measured.toMarkdown());
        report.append(measured.toMarkdown());
        out.write(report.toString(), measured.toSvg("Channel, %s: MiB/s".formatted(size)));
        return 0;
    }

    private List<Measured> measure(long bytes) throws IOException {
        Path work = WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        List<Lane> lanes = new ArrayList<>();
        try {
            lanes.add(ChannelLane.channel(bytes, work, recording()));
            lanes.add(ChannelLane.seal(bytes, work.resolve("seal")));
            lanes.add(ChannelLane.open(bytes, work.resolve("open")));
            lanes.add(ChannelLane.tcp(bytes, work));
            int counted = runs != null ? runs : quick ? 2 : 5;
            return new Rounds(quick ? 0 : WARM_UPS * bytes, counted, () -> {}, System.err::println).run(lanes);
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private List<String> recording() throws IOException {
        return record == null
                ? List.of()
                : List.of("-XX:StartFlightRecorder:settings=profile,filename="
                        + Files.createDirectories(record).toAbsolutePath().resolve("channel-%p.jfr"));
    }
}
