package org.lyceum.e2e.bench.transfer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.e2e.bench.report.Table;
import org.lyceum.e2e.bench.transfer.Bench.Outcome;

/** The tables of the transfer bench. */
final class TransferReport {

    private static final String NONE = "–";

    private TransferReport() {}

    /** The section of one case; scaling has an outcome for each size. */
    static String section(Case which, List<Outcome> outcomes) {
        return "## %s%n%n%s%n"
                .formatted(
                        title(which, outcomes), which == Case.SCALING ? scaling(outcomes) : table(outcomes.getFirst()));
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
                "CPU s/GiB, seed",
                swarm ? "all leeches" : "leech",
                "peak MiB, seed",
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
                            : optional("%.2f", toLibtorrent(outcome, row))));
        }
        return table.toString();
    }

    private static Optional<Double> toLibtorrent(Outcome outcome, Measured row) {
        return rowOf(outcome, Contender.LIBTORRENT).map(libtorrent -> row.medianSpeed() / libtorrent.medianSpeed());
    }

    private static Optional<Measured> rowOf(Outcome outcome, Contender contender) {
        return outcome.rows().stream()
                .filter(row -> row.title().equals(contender.title()))
                .findFirst();
    }

    private static String scaling(List<Outcome> outcomes) {
        Table table = new Table(Stream.concat(
                        Stream.of(""),
                        outcomes.stream().map(outcome -> size(outcome.content().bytes())))
                .toArray(String[]::new));
        for (Measured row : outcomes.getFirst().rows()) {
            table.row(Stream.concat(
                            Stream.of(row.title()),
                            outcomes.stream()
                                    .map(outcome -> outcome.rows().stream()
                                            .filter(other -> other.title().equals(row.title()))
                                            .map(other -> number("%.0f", other.medianSpeed()))
                                            .findFirst()
                                            .orElse(NONE)))
                    .toList());
        }
        return table.toString();
    }

    private static String size(long bytes) {
        return bytes % (1L << 30) == 0 ? "%d GiB".formatted(bytes >> 30) : "%d MiB".formatted(bytes >> 20);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String optional(String format, Optional<Double> value) {
        return value.map(figure -> number(format, figure)).orElse(NONE);
    }
}
