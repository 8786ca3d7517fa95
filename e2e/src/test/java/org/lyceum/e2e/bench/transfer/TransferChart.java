package org.lyceum.e2e.bench.transfer;

import java.util.List;
import java.util.stream.Stream;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Sample;
import org.lyceum.e2e.bench.report.BarChart;
import org.lyceum.e2e.bench.report.BarChart.Bar;
import org.lyceum.e2e.bench.transfer.Bench.Outcome;

/** What was measured, as a picture. */
final class TransferChart {

    private final BarChart chart = new BarChart();

    void add(Case which, List<Outcome> outcomes) {
        Outcome first = outcomes.getFirst();
        String size = TransferReport.size(first.content().bytes());
        switch (which) {
            case PAIR -> {
                speed("Pair, %s: MiB/s".formatted(size), first);
                chart.panel(
                        "Pair, %s: CPU seconds per GiB, seed and leech".formatted(size),
                        "%.2f",
                        first.rows().stream()
                                .filter(row -> !row.isLimit())
                                .map(row -> bar(row.title(), row, cpu(row)))
                                .toList());
            }
            case SWARM -> speed("Swarm, %s to %d leeches: MiB/s".formatted(size, Scale.SWARM_LEECHES), first);
            case SMALL ->
                speed("Small files, %d: MiB/s".formatted(first.content().files().size()), first);
            case SCALING ->
                chart.panel(
                        "Scaling: MiB/s",
                        "%.0f",
                        outcomes.stream()
                                .flatMap(outcome -> outcome.rows().stream())
                                .map(row -> bar(
                                        "%s, %s".formatted(row.title(), TransferReport.size(row.bytes())),
                                        row,
                                        row.medianSpeed()))
                                .toList());
        }
    }

    private void speed(String title, Outcome outcome) {
        chart.panel(
                title,
                "%.0f",
                outcome.rows().stream()
                        .map(row -> bar(row.title(), row, row.medianSpeed()))
                        .toList());
    }

    private static double cpu(Measured row) {
        return Stream.of(row.cpuPerGib(Sample::sender), row.cpuPerGib(Sample::receivers))
                .mapToDouble(side -> side.orElse(0.0))
                .sum();
    }

    private static Bar bar(String label, Measured row, double value) {
        return new Bar(label, value, row.title().equals(Contender.LYCEUM.title()));
    }

    String toSvg() {
        return chart.toSvg();
    }
}
