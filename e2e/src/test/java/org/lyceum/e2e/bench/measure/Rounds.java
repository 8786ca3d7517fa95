package org.lyceum.e2e.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs rows in turn, so that what else happens on the machine hits all of them alike. */
public final class Rounds {

    /** A row that takes longer runs once more after its cold run: its figures need no median. */
    private static final double SLOW_SECONDS = 60;

    private final int warmUps;
    private final int runs;
    private final Runnable preparation;
    private final Consumer<String> progress;

    /**
     * Prepares rounds.
     *
     * @param warmUps runs of each row before those that count; the first of them, of fresh processes, is the cold one
     * @param runs that count, of each row
     * @param preparation done before each run that counts
     */
    public Rounds(int warmUps, int runs, Runnable preparation, Consumer<String> progress) {
        this.warmUps = warmUps;
        this.runs = runs;
        this.preparation = preparation;
        this.progress = progress;
    }

    public List<Measured> run(List<Lane> lanes) {
        List<List<Sample>> samples = new ArrayList<>();
        lanes.forEach(_ -> samples.add(new ArrayList<>()));
        for (int round = 0; round < warmUps + runs; round++) {
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                if (round > 0 && round != warmUps && samples.get(i).getFirst().seconds() > SLOW_SECONDS) {
                    continue;
                }
                if (round >= warmUps) {
                    preparation.run();
                }
                Sample sample = lane.run();
                samples.get(i).add(sample);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%-8s %-28s %7.3f s %6.0f MiB/s",
                        name(round),
                        lane.title(),
                        sample.seconds(),
                        lane.bytes() / sample.seconds() / (1024 * 1024)));
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            List<Sample> all = samples.get(i);
            List<Sample> counted = all.subList(Math.min(warmUps, all.size() - 1), all.size());
            measured.add(new Measured(lanes.get(i).title(), lanes.get(i).bytes(), all.getFirst(), counted));
        }
        return measured;
    }

    private String name(int round) {
        if (round == 0) {
            return "cold";
        }
        return round < warmUps ? "warm-up" : "%d/%d".formatted(round - warmUps + 1, runs);
    }
}
