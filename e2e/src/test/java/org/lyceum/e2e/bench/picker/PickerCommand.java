package org.lyceum.e2e.bench.picker;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lyceum.e2e.bench.report.Machine;
import org.lyceum.e2e.bench.report.ReportFile;
import org.lyceum.e2e.bench.report.Table;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lyceum bench picker}. */
@Command(
        name = "picker",
        description = {
            "What one request costs the piece picker in a swarm of 200 peers and 100,000 pieces.%n",
            "A request is measured with its answer, and with its share of the pieces that peers get meanwhile.%n"
        },
        sortOptions = false)
public final class PickerCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "A second for each mode: shows that it works, says little of speed.")
    private boolean quick;

    @Mixin
    private ReportFile out = new ReportFile();

    @Override
    public Integer call() throws RunnerException, IOException {
        StringBuilder report = new StringBuilder("# Picker%n%n%s, %s.%n%n%,d pieces, %d peers; microseconds.%n%n"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()), Machine.here(), PickerSwarm.PIECES, PickerSwarm.PEERS));
        Table table = new Table("", "mean", "± 99.9 %", "fastest", "slowest");
        for (PickerMode mode : PickerMode.values()) {
            String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
            System.err.println(name + " …");
            table.row(row("a request, " + name, measure("request", mode)));
        }
        System.err.println("peers that come and leave …");
        table.row(row("a peer leaves, one comes", measure("replacePeer", PickerMode.RAREST_FIRST)));
        report.append(table);
        System.out.print(report);
        out.write(report.toString());
        return 0;
    }

    private Result<?> measure(String benchmark, PickerMode mode) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(quick ? 500 : 2_000);
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(PickerBenchmark.class.getName() + "." + benchmark)
                        .param("mode", mode.name())
                        .forks(1)
                        .jvmArgs("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m")
                        .warmupIterations(quick ? 1 : 5)
                        .warmupTime(iteration)
                        .measurementIterations(quick ? 2 : 10)
                        .measurementTime(iteration)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            return result.getPrimaryResult();
        }
        throw new RunnerException("nothing was measured");
    }

    private static List<String> row(String mode, Result<?> result) {
        return List.of(
                mode,
                micros(result.getScore()),
                micros(result.getScoreError()),
                micros(result.getStatistics().getMin()),
                micros(result.getStatistics().getMax()));
    }

    private static String micros(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
