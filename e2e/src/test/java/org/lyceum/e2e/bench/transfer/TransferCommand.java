package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.WorkFolder;
import org.lyceum.e2e.bench.report.Machine;
import org.lyceum.e2e.bench.report.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lyceum bench transfer}. */
@Command(
        name = "transfer",
        description = {
            "How fast content gets from peer to peer over loopback, for Lyceum and for others,"
                    + " in turn on the same machine.%n",
            "pair     one seed, one leech, 1 GiB; beside it the limits: bare sendfile, SHA-1, writing",
            "swarm    one seed, four leeches, 256 MiB",
            "small    10,000 files of 4 KiB in one torrent",
            "scaling  pairs with 64 MiB, 256 MiB, 1 GiB, 4 GiB%n",
            "Each peer is a process of its own that stays for all runs. The first transfer (cold) is shown apart,"
                    + " and some more do not count, until each got 6 GiB or took 40 s; every other figure"
                    + " is the median of the runs after them, which take turns.%n"
        },
        sortOptions = false)
public final class TransferCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([MG])");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "CASE",
            arity = "0..*",
            description = "What to measure: pair, swarm, small, scaling. Without one: all of them.")
    private List<Case> cases = new ArrayList<>();

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            split = ",",
            description = "Who takes part: ${COMPLETION-CANDIDATES}. Without it: whoever is installed.")
    private List<Contender> peers = new ArrayList<>();

    @Option(
            names = "--quick",
            description = "Small sizes, two runs, no Transmission: shows that it works, says little of speed.")
    private boolean quick;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each row that count; by default 5.")
    private @Nullable Integer runs;

    @Option(names = "--size", paramLabel = "SIZE", description = "Size of the content instead, such as 256M or 2G.")
    private @Nullable String size;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "/dev/shm",
            description = "Where content goes, by default ${DEFAULT-VALUE}: in memory, so that no disk is measured.")
    private Path folder = Path.of("/dev/shm");

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Records each JVM of Lyceum there with Java Flight Recorder, which costs some speed.")
    private @Nullable Path record;

    @Mixin
    private ReportFile out = new ReportFile();

    @Override
    public Integer call() throws IOException {
        Scale scale = scale();
        Set<Case> chosen = cases.isEmpty() ? EnumSet.allOf(Case.class) : EnumSet.copyOf(cases);
        checkRoom(scale, chosen);
        Set<Contender> contenders = contenders();
        StringBuilder report = new StringBuilder(
                "# Transfers%n%n%s, %s.%n%n".formatted(LocalDate.now(ZoneId.systemDefault()), Machine.here()));
        report.append(versions(contenders)).append(TransferReport.LEGEND).append(System.lineSeparator());
        System.out.print(report);
        TransferChart chart = new TransferChart();
        Path work = WorkFolder.create(folder);
        Bench bench = new Bench(contenders, scale, work, recordings(), System.err::println);
        for (Case which : chosen) {
            System.err.println(which.name().toLowerCase(Locale.ROOT));
            List<Bench.Outcome> outcomes = bench.run(which);
            chart.add(which, outcomes);
            String section = TransferReport.section(which, outcomes);
            System.out.println();
            System.out.println(section);
            report.append(section).append(System.lineSeparator());
        }
        out.write(report.toString(), chart.toSvg());
        return 0;
    }

    private void checkRoom(Scale scale, Set<Case> chosen) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new BenchException("CPU time and memory are read from /proc, which is Linux's alone");
        }
        if (!Files.isDirectory(folder)) {
            throw wrong("--folder: %s is no folder".formatted(folder));
        }
        long needed = chosen.stream().mapToLong(scale::room).max().orElseThrow();
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw wrong("--folder: %s has %d MiB free, and %d are needed; choose another one or a smaller --size"
                    .formatted(folder, free >> 20, needed >> 20));
        }
    }

    private static String versions(Set<Contender> contenders) {
        return contenders.stream()
                .filter(each -> each != Contender.LIBTORRENT_POSIX || !contenders.contains(Contender.LIBTORRENT))
                .map(Contender::version)
                .collect(Collectors.joining(", ", "", ".%n%n".formatted()));
    }

    private @Nullable Path recordings() throws IOException {
        return record == null ? null : Files.createDirectories(record).toAbsolutePath();
    }

    private Scale scale() {
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        if (runs != null) {
            if (runs < 1) {
                throw wrong("--runs: %d is too few, one at least".formatted(runs));
            }
            scale = scale.withRuns(runs);
        }
        if (size != null) {
            Matcher matcher = SIZE.matcher(size.toUpperCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw wrong("--size: '%s' is no size such as 256M or 2G".formatted(size));
            }
            scale = scale.withBytes(
                    Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("M") ? 20 : 30));
        }
        return scale;
    }

    private Set<Contender> contenders() {
        Set<Contender> wanted = peers.isEmpty() ? everybody() : EnumSet.copyOf(peers);
        Set<Contender> missing =
                wanted.stream().filter(each -> each.missing().isPresent()).collect(Collectors.toSet());
        missing.forEach(each -> System.err.printf(
                "without %s: %s%n", each.title(), each.missing().orElseThrow()));
        wanted.removeAll(missing);
        if (wanted.isEmpty()) {
            throw wrong("--peers: none of them is here");
        }
        return wanted;
    }

    private Set<Contender> everybody() {
        Set<Contender> all = EnumSet.allOf(Contender.class);
        if (quick) {
            // it waits 20 s in each transfer, for its rounds of choking
            all.remove(Contender.TRANSMISSION);
        }
        return all;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
