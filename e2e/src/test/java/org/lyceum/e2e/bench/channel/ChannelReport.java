package org.lyceum.e2e.bench.channel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Sample;
import org.lyceum.e2e.bench.report.BarChart;
import org.lyceum.e2e.bench.report.BarChart.Bar;
import org.lyceum.e2e.bench.report.Table;

/** What was measured, in words, a table and a picture. */
final class ChannelReport {

    static final String LEGEND = """
            The channel's ends are two nodes in processes of their own, with one connection for all runs and a new stream \
            for each; bytes come from memory and are thrown away. Plain TCP are two processes that write and read the same \
            way, by the JDK's socket channels. ChaCha20-Poly1305 is the JDK's, on one core, in messages of 65,519 bytes, \
            each with a nonce of its own, from one array to another. Rows take turns. "MiB/s" and what follows it are \
            medians of the runs that count, "cold" the first run of the fresh processes; 29 more do not count either, so that \
            the code is compiled.
            """;

    private static final String NONE = "–";

    private final List<Measured> rows;

    ChannelReport(List<Measured> rows) {
        this.rows = rows;
    }

    private Measured row(String title) {
        return rows.stream().filter(row -> row.title().equals(title)).findAny().orElseThrow();
    }

    private double ratio(String of) {
        return row(ChannelLane.CHANNEL).medianSpeed() / row(of).medianSpeed();
    }

    String toMarkdown() {
        Table table = new Table(
                "",
                "MiB/s",
                "slowest – fastest",
                "cold",
                "CPU s/GiB: sender",
                "receiver",
                "peak MiB: sender",
                "receiver");
        for (Measured row : rows) {
            table.row(List.of(
                    row.title(),
                    number("%.0f", row.medianSpeed()),
                    number("%.0f", row.slowest()) + " – " + number("%.0f", row.fastest()),
                    number("%.0f", row.speed(row.cold())),
                    optional("%.2f", row.cpuPerGib(Sample::sender)),
                    optional("%.2f", row.cpuPerGib(Sample::receivers)),
                    optional("%.0f", row.peakMib(Sample::sender)),
                    optional("%.0f", row.peakMib(Sample::receivers))));
        }
        return "%s%nThe channel: %s × the speed at which one core seals, %s × that at which it opens, %s × plain TCP.%n%s"
                .formatted(
                        table,
                        number("%.2f", ratio(ChannelLane.SEAL)),
                        number("%.2f", ratio(ChannelLane.OPEN)),
                        number("%.2f", ratio(ChannelLane.TCP)),
                        leastCpu());
    }

    private String leastCpu() {
        double parts =
                secondsPerGib(ChannelLane.SEAL) + secondsPerGib(ChannelLane.OPEN) + cpuPerGib(row(ChannelLane.TCP));
        return "%nSealing, opening, sending and receiving by themselves take %s CPU seconds per GiB; the channel takes %s × that.%n"
                .formatted(number("%.2f", parts), number("%.2f", cpuPerGib(row(ChannelLane.CHANNEL)) / parts));
    }

    private double secondsPerGib(String title) {
        return 1024 / row(title).medianSpeed();
    }

    private static double cpuPerGib(Measured pair) {
        return pair.cpuPerGib(Sample::sender).orElseThrow()
                + pair.cpuPerGib(Sample::receivers).orElseThrow();
    }

    String toSvg(String title) {
        BarChart chart = new BarChart();
        chart.panel(
                title,
                "%.0f",
                rows.stream()
                        .map(row -> new Bar(
                                row.title(), row.medianSpeed(), row.title().equals(ChannelLane.CHANNEL)))
                        .toList());
        return chart.toSvg();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String optional(String format, Optional<Double> value) {
        return value.map(figure -> number(format, figure)).orElse(NONE);
    }
}
