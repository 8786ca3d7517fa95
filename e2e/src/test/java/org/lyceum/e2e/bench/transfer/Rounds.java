package org.lyceum.e2e.bench.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs rows in turn, so that what else happens on the machine hits all of them alike. */
final class Rounds {

    private final int warmRuns;
    private final Consumer<String> progress;

    /** @param warmRuns runs of each row after its first */
    Rounds(int warmRuns, Consumer<String> progress) {
        this.warmRuns = warmRuns;
        this.progress = progress;
    }

    List<Measured> run(List<Lane> lanes) {
        List<List<Sample>> samples = new ArrayList<>();
        lanes.forEach(_ -> samples.add(new ArrayList<>()));
        for (int round = 0; round <= warmRuns; round++) {
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                Sample sample = lane.run();
                samples.get(i).add(sample);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s  %-28s %7.3f s %6.0f MiB/s",
                        round == 0 ? "cold" : "%d/%d ".formatted(round, warmRuns),
                        lane.title(),
                        sample.seconds(),
                        lane.bytes() / sample.seconds() / (1024 * 1024)));
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            List<Sample> all = samples.get(i);
            measured.add(new Measured(
                    lanes.get(i).title(), lanes.get(i).bytes(), all.getFirst(), all.subList(1, all.size())));
        }
        return measured;
    }
}
