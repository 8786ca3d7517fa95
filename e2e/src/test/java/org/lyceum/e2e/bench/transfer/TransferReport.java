package org.lyceum.e2e.bench.transfer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Sample;
import org.lyceum.e2e.bench.report.Table;
import org.lyceum.e2e.bench.transfer.Bench.Outcome;

/** What was measured, in words and tables. */
final class TransferReport {

    static final String LEGEND = """
            Each peer is a process of its own that stays for all runs of its row; content is the same random bytes each time, \
            and the receiver's copy is deleted between runs and checked by SHA-256. Rows take turns. "MiB/s" and what follows \
            it are medians of the runs that count, peaks the highest of them; "cold" is the first transfer of the fresh processes, \
            and some more do not count either, so that the code is compiled. Time runs from the order to fetch until everything is verified and written, so that it has what a \
            client waits before it connects or unchokes: "first piece" tells how long until the first one was there. Memory \
            is resident pages, those of memory-mapped files included (libtorrent's default; "posix" is without).
            """;

    private static final String NONE = "–";

    private TransferReport() {}

    /** The section of one case; scaling has an outcome for each size. */
    static String section(Case which, List<Outcome> outcomes) {
        StringBuilder section = new StringBuilder("## %s%n%n".formatted(title(which, outcomes)));
        if (which == Case.SCALING) {
            section.append(scaling(outcomes));
        } else {
            section.append(table(outcomes.getFirst())).append(conclusions(outcomes.getFirst()));
        }
        return section.toString();
    }

    private static String title(Case which, List<Outcome> outcomes) {
        Content content = outcomes.getFirst().content();
        String size = size(content.bytes());
        String pieces = "pieces of %d KiB".formatted(content.torrent().info().pieceLength() >> 10);
        return switch (which) {
            case PAIR -> "Pair: one seed, one leech, %s, %s".formatted(size, pieces);
            case SWARM -> "Swarm: one seed, %d leeches, %s, %s".formatted(Scale.SWARM_LEECHES, size, pieces);
            case SMALL ->
                "Small files: %d of %d KiB, %s".formatted(content.files().size(), Scale.SMALL_FILE_BYTES >> 10, pieces);
            case SCALING -> "Scaling: one seed, one leech, MiB/s by size";
        };
    }

    private static String table(Outcome outcome) {
        boolean swarm = outcome.which() == Case.SWARM;
        Table table = new Table(
                "",
                "MiB/s",
                "slowest – fastest",
                "cold",
                "first piece, ms",
                "CPU s/GiB: seed",
                swarm ? "all leeches" : "leech",
                "peak MiB: seed",
                swarm ? "all leeches" : "leech",
                swarm ? "from each other" : "× libtorrent");
        for (Measured row : outcome.rows()) {
            table.row(List.of(
                    row.title(),
                    number("%.0f", row.medianSpeed()),
                    number("%.0f", row.slowest()) + " – " + number("%.0f", row.fastest()),
                    number("%.0f", row.speed(row.cold())),
                    optional("%.0f", row.medianOf(Sample::toFirstPiece).map(seconds -> seconds * 1000)),
                    optional("%.2f", row.cpuPerGib(Sample::sender)),
                    optional("%.2f", row.cpuPerGib(Sample::receivers)),
                    optional("%.0f", row.peakMib(Sample::sender)),
                    optional("%.0f", row.peakMib(Sample::receivers)),
                    swarm
                            ? optional(
                                    "%.0f %%", row.medianOf(Sample::exchanged).map(part -> part * 100))
                            : optional(
                                    "%.2f",
                                    libtorrent(outcome).map(theirs -> row.medianSpeed() / theirs.medianSpeed()))));
        }
        return table.toString();
    }

    /** Where Lyceum stands between libtorrent and what is possible. */
    private static String conclusions(Outcome outcome) {
        Optional<Measured> ours = rows(outcome, Contender.LYCEUM).findFirst();
        if (ours.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        libtorrent(outcome)
                .ifPresent(theirs -> text.append(String.format(
                        Locale.ROOT,
                        "%nLyceum: %.2f × the speed of %s, %.2f × its CPU time (seed %.2f, leech %.2f).%n",
                        ours.get().medianSpeed() / theirs.medianSpeed(),
                        theirs.title(),
                        cpu(ours.get()) / cpu(theirs),
                        ours.get().cpuPerGib(Sample::sender).orElseThrow()
                                / theirs.cpuPerGib(Sample::sender).orElseThrow(),
                        ours.get().cpuPerGib(Sample::receivers).orElseThrow()
                                / theirs.cpuPerGib(Sample::receivers).orElseThrow())));
        limits(outcome)
                .filter(limit -> !limit.title().equals(LimitLane.WRITE))
                .min(Comparator.comparingDouble(Measured::medianSpeed))
                .ifPresent(limit -> text.append(String.format(
                        Locale.ROOT,
                        "%nLyceum: %.0f %% of the %s, the lower one of sending and hashing.%n",
                        100 * ours.get().medianSpeed() / limit.medianSpeed(),
                        limit.title())));
        if (limits(outcome).findAny().isPresent()) {
            double least = limits(outcome).mapToDouble(TransferReport::cpu).sum();
            text.append(String.format(
                    Locale.ROOT,
                    "%nSending, receiving, hashing and writing by themselves take %.2f CPU seconds per GiB; Lyceum takes %.2f ×%s.%n",
                    least,
                    cpu(ours.get()) / least,
                    libtorrent(outcome)
                            .map(theirs -> " that, libtorrent %.2f ×".formatted(cpu(theirs) / least))
                            .orElse(" that")));
        }
        return text.toString();
    }

    private static Stream<Measured> limits(Outcome outcome) {
        return outcome.rows().stream().filter(Measured::isLimit);
    }

    private static double cpu(Measured row) {
        return row.cpuPerGib(Sample::sender).orElse(0.0)
                + row.cpuPerGib(Sample::receivers).orElse(0.0);
    }

    /** libtorrent among itself, the faster one where it runs in two ways. */
    private static Optional<Measured> libtorrent(Outcome outcome) {
        return Stream.of(Contender.LIBTORRENT, Contender.LIBTORRENT_POSIX)
                .flatMap(contender -> rows(outcome, contender))
                .max(Comparator.comparingDouble(Measured::medianSpeed));
    }

    private static Stream<Measured> rows(Outcome outcome, Contender contender) {
        return outcome.rows().stream().filter(row -> row.title().equals(contender.title()));
    }

    private static String scaling(List<Outcome> outcomes) {
        Table table = new Table(Stream.concat(
                        Stream.of("", "lowest / highest"),
                        outcomes.stream().map(outcome -> size(outcome.content().bytes())))
                .toArray(String[]::new));
        for (Measured row : outcomes.getFirst().rows()) {
            List<Double> speeds = outcomes.stream()
                    .flatMap(outcome -> outcome.rows().stream())
                    .filter(other -> other.title().equals(row.title()))
                    .map(Measured::medianSpeed)
                    .toList();
            double flatness = speeds.stream().min(Double::compare).orElseThrow()
                    / speeds.stream().max(Double::compare).orElseThrow();
            table.row(Stream.concat(
                            Stream.of(row.title(), number("%.2f", flatness)),
                            speeds.stream().map(speed -> number("%.0f", speed)))
                    .toList());
        }
        return table.toString();
    }

    static String size(long bytes) {
        return bytes % (1L << 30) == 0 ? "%d GiB".formatted(bytes >> 30) : "%d MiB".formatted(bytes >> 20);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String optional(String format, Optional<Double> value) {
        return value.map(figure -> number(format, figure)).orElse(NONE);
    }
}
