package org.lyceum.overlay.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Measures simulated networks and writes the table and the picture of {@code docs/overlay.md}. */
final class OverlayFigures {

    /** That are told in each network, one after the other. */
    static final int MESSAGES = 10;

    private OverlayFigures() {}

    private record Run(
            int size,
            Conditions conditions,
            List<Long> reported,
            List<Long> dropped,
            NavigableMap<Integer, Integer> hops,
            List<Long> everywhere,
            double messages,
            double bytes) {

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %.0f %% | %s | %s | %.1f / %d | %.1f / %.1f | %.1f | %.0f |",
                    size,
                    conditions.loss() * 100,
                    spread(reported),
                    spread(dropped),
                    meanHops(),
                    hops.keySet().stream().mapToInt(it -> it).max().orElse(0),
                    at(everywhere, 0.5),
                    at(everywhere, 1),
                    messages,
                    bytes);
        }

        private double meanHops() {
            long all = hops.values().stream().mapToInt(it -> it).sum();
            return hops.entrySet().stream()
                            .mapToDouble(it -> it.getKey() * it.getValue())
                            .sum()
                    / all;
        }
    }

    /** Seconds: median, 99 % and maximum. */
    static String spread(List<Long> millis) {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", at(millis, 0.5), at(millis, 0.99), at(millis, 1));
    }

    /** Seconds that this share of them does not exceed. */
    static double at(List<Long> millis, double share) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1000.0;
    }

    /** Milliseconds until all have what one tells, at most a minute. */
    static long tell(Runnable tell, BooleanSupplier allHaveIt, LongConsumer run) {
        tell.run();
        long millis = 0;
        while (!allHaveIt.getAsBoolean()) {
            if (millis >= 60_000) {
                throw new IllegalStateException("not everyone has it after a minute");
            }
            run.accept(10);
            millis += 10;
        }
        return millis;
    }

    /**
     * Measures.
     *
     * @param args the folder for {@code overlay-figures.md} and {@code overlay-figures.svg}
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Run> runs = List.of(
                measure(100, Conditions.CLEAN, 10),
                measure(100, Conditions.LOSSY, 10),
                measure(1_000, Conditions.CLEAN, 3),
                measure(1_000, Conditions.LOSSY, 3));
        StringBuilder table = new StringBuilder("""
                | nodes | loss | first report, s: median / 99 % / max | gone from the last seed, s: median / 99 % / max | hops: mean / max | all have it, s: median / max | messages per node and second | bytes per node and second |
                |---|---|---|---|---|---|---|---|
                """);
        runs.forEach(run -> table.append(run.row()).append('\n'));
        Files.writeString(folder.resolve("overlay-figures.md"), table);
        Files.writeString(folder.resolve("overlay-figures.svg"), picture(runs.getLast()));
        System.out.print(table);
    }

    private static Run measure(int size, Conditions conditions, int networks) {
        List<Long> reported = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        NavigableMap<Integer, Integer> hops = new TreeMap<>();
        List<Long> everywhere = new ArrayList<>();
        double messages = 0;
        double bytes = 0;
        for (int i = 0; i < networks; i++) {
            SimulatedNetwork network = new SimulatedNetwork(10_000 + i, size, 5, conditions);
            network.startAll(2_000);
            network.run(60_000);
            network.countBytes = true;
            network.messages = 0;
            network.run(30_000);
            messages += network.messages / 30.0 / size / networks;
            bytes += network.bytes / 30.0 / size / networks;
            network.countBytes = false;
            for (int message = 0; message < MESSAGES; message++) {
                String text = "message " + message;
                SimulatedNode teller = network.nodes.get(size * message / MESSAGES);
                everywhere.add(tell(
                        () -> network.tell(teller, text),
                        () -> network.nodes.stream().allMatch(node -> node.received.containsKey(text)),
                        network::run));
                network.nodes.stream()
                        .filter(node -> node != teller)
                        .forEach(node -> hops.merge(Objects.requireNonNull(node.received.get(text)), 1, Integer::sum));
            }
            List<SimulatedNode> dead = network.anyOf(network.nodes.subList(5, size), size / 20);
            long died = network.now();
            dead.forEach(node -> node.running = false);
            network.run(70_000);
            dead.forEach(node -> {
                Long report = network.reported.get(node.peer);
                Long drop = network.dropped.get(node.peer);
                if (report != null && drop != null) {
                    reported.add(report - died);
                    dropped.add(drop - died);
                }
            });
        }
        return new Run(size, conditions, reported, dropped, hops, everywhere, messages, bytes);
    }

    private static String picture(Run run) {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 260" font-family="sans-serif" font-size="12">
                <rect width="720" height="260" fill="#ffffff"/>
                <text x="20" y="20" font-weight="bold">Seconds from death until no seed holds the node</text>
                <text x="400" y="20" font-weight="bold">Links that a message crossed</text>
                """);
        NavigableMap<Integer, Integer> halves = new TreeMap<>();
        run.dropped.forEach(it -> halves.merge((int) (it / 500), 1, Integer::sum));
        bars(svg, 20, 300, halves, 0.5);
        bars(svg, 400, 300, run.hops, 1);
        return svg.append("</svg>\n").toString();
    }

    /** From the least to the greatest that there is, and a unit of the axis more on each side. */
    private static void bars(
            StringBuilder svg, int left, int width, NavigableMap<Integer, Integer> counts, double unit) {
        int around = (int) (1 / unit);
        int from = Math.max(0, Math.floorDiv(counts.firstKey(), around) * around - around);
        int to = Math.floorDiv(counts.lastKey(), around) * around + 2 * around;
        int highest = counts.values().stream().mapToInt(it -> it).max().orElse(1);
        double step = (double) width / (to - from);
        for (int i = from; i < to; i++) {
            int count = counts.getOrDefault(i, 0);
            double height = 190.0 * count / highest;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#3f6fb5\"/>%n",
                    left + (i - from) * step,
                    230 - height,
                    step - 2,
                    height));
            if (i % around == 0) {
                svg.append(String.format(
                        Locale.ROOT, "<text x=\"%.1f\" y=\"248\">%.0f</text>%n", left + (i - from) * step, i * unit));
            }
        }
    }
}
