package org.lyceum.overlay.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lyceum.overlay.simulation.ScalecubeNetwork.SimulatedMember;

/** Measures scalecube-cluster as {@link OverlayFigures} does the overlay, for the table beside it in {@code docs/overlay.md}. */
final class ScalecubeFigures {

    private static final int SEEDS = 5;

    /** Of all networks of a row together: more take long, as each tells all others of each that joins. */
    private static final int MEMBERS = 300;

    private ScalecubeFigures() {}

    /**
     * Measures.
     *
     * @param args the folder for {@code scalecube-figures.md}, then how many members networks have; 100 if nothing is said
     */
    public static void main(String[] args) throws IOException {
        StringBuilder table = new StringBuilder("""
                | members | loss | first suspicion, s: median / 99 % / max | gone from the last member, s: median / 99 % / max | hops: mean / max | all have it, s: median / max | messages per member and second | bytes per member and second |
                |---|---|---|---|---|---|---|---|
                """);
        List<String> sizes = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("100");
        for (String size : sizes) {
            for (Conditions conditions : List.of(Conditions.CLEAN, Conditions.LOSSY)) {
                String row = measure(Integer.parseInt(size), conditions);
                System.out.println(row);
                table.append(row).append('\n');
            }
        }
        Files.writeString(Path.of(args[0]).resolve("scalecube-figures.md"), table);
    }

    private static String measure(int size, Conditions conditions) {
        int networks = Math.max(1, MEMBERS / size);
        List<Long> suspected = new ArrayList<>();
        List<Long> removed = new ArrayList<>();
        List<Long> everywhere = new ArrayList<>();
        List<Integer> hops = new ArrayList<>();
        double messages = 0;
        double bytes = 0;
        for (int i = 0; i < networks; i++) {
            try (ScalecubeNetwork network = new ScalecubeNetwork(10_000 + i, size, SEEDS, conditions)) {
                network.startAll(2_000);
                network.run(90_000);
                int unknown = size * size
                        - network.members.stream()
                                .mapToInt(SimulatedMember::known)
                                .sum();
                network.countBytes = true;
                network.messages = 0;
                network.run(30_000);
                messages += network.messages / 30.0 / size / networks;
                bytes += network.bytes / 30.0 / size / networks;
                network.countBytes = false;
                for (int message = 0; message < OverlayFigures.MESSAGES; message++) {
                    String text = "message " + message;
                    SimulatedMember teller = network.members.get(size * message / OverlayFigures.MESSAGES);
                    everywhere.add(OverlayFigures.tell(
                            () -> teller.tell(text),
                            () -> network.members.stream().allMatch(member -> member.received.containsKey(text)),
                            network::run));
                    network.members.stream()
                            .filter(member -> member != teller)
                            .forEach(member -> hops.add(Objects.requireNonNull(member.received.get(text))));
                }
                List<SimulatedMember> dead = network.anyOf(network.members.subList(SEEDS, size), size / 20);
                long died = network.now();
                dead.forEach(member -> member.running = false);
                network.run(120_000);
                checkGone(network, dead);
                dead.forEach(member -> {
                    suspected.add(Objects.requireNonNull(network.suspected.get(member.address)) - died);
                    removed.add(Objects.requireNonNull(network.removed.get(member.address)) - died);
                });
                System.err.printf(
                        "%d members, network %d: %d entries missing after 90 s, %d times a live member was removed%n",
                        size, i, unknown, network.removedAlive);
            }
        }
        return String.format(
                Locale.ROOT,
                "| %d | %.0f %% | %s | %s | %.1f / %d | %.1f / %.1f | %.1f | %.0f |",
                size,
                conditions.loss() * 100,
                OverlayFigures.spread(suspected),
                OverlayFigures.spread(removed),
                hops.stream().mapToInt(it -> it).average().orElse(0),
                hops.stream().mapToInt(it -> it).max().orElse(0),
                OverlayFigures.at(everywhere, 0.5),
                OverlayFigures.at(everywhere, 1),
                messages,
                bytes);
    }

    private static void checkGone(ScalecubeNetwork network, List<SimulatedMember> dead) {
        int live = network.members.size() - dead.size();
        network.members.stream().filter(member -> member.running).forEach(member -> {
            if (member.known() > live) {
                throw new IllegalStateException(
                        "%s still knows %d members, %d live".formatted(member.address, member.known(), live));
            }
        });
    }
}
