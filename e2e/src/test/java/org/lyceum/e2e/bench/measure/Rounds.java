package org.lyceum.e2e.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs rows in turn, so that what else happens on the machine hits all of them alike. */
public final class Rounds {

    /** A row that takes longer runs once more after its cold run: its figures need no median. */
    private static final double SLOW_SECONDS = 60;

    /** A row is warm after so long, whatever it got. */
    private static final double WARM_UP_SECONDS = 40;

    private final long warmUpBytes;
    private final int runs;
    private final Runnable preparation;
    private final Consumer<String> progress;

    /**
     * Prepares rounds.
     *
     * @param warmUpBytes that each receiver gets before what counts, if that takes no longer than {@value
     *     #WARM_UP_SECONDS} s; the first run, of fresh processes, is the cold one, and never counts
     * @param runs that count, of each row
     * @param preparation done before each run that counts
     */
    public Rounds(long warmUpBytes, int runs, Runnable preparation, Consumer<String> progress) {
        this.warmUpBytes = warmUpBytes;
        this.runs = runs;
        this.preparation = preparation;
        this.progress = progress;
    }

    public List<Measured> run(List<Lane> lanes) {
        List<Sample> cold = lanes.stream().map(this::warmUp).toList();
        List<List<Sample>> counted = new ArrayList<>();
        lanes.forEach(_ -> counted.add(new ArrayList<>()));
        for (int round = 1; round <= runs; round++) {
            for (int i = 0; i < lanes.size(); i++) {
                if (round == 1 || cold.get(i).seconds() <= SLOW_SECONDS) {
                    preparation.run();
                    counted.get(i).add(run(lanes.get(i), "%d/%d".formatted(round, runs)));
                }
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            measured.add(new Measured(lane.title(), lane.bytes(), cold.get(i), counted.get(i)));
        }
        return measured;
    }

    /** The first run, and those after it that make the row warm. */
    private Sample warmUp(Lane lane) {
        Sample cold = run(lane, "cold");
        double seconds = cold.seconds();
        for (long got = lane.bytes(); got < warmUpBytes && seconds < WARM_UP_SECONDS; got += lane.bytes()) {
            seconds += run(lane, "warm-up").seconds();
        }
        return cold;
    }

    private Sample run(Lane lane, String name) {
        Sample sample = lane.run();
        progress.accept(String.format(
                Locale.ROOT,
                "%-8s %-28s %7.3f s %6.0f MiB/s",
                name,
                lane.title(),
                sample.seconds(),
                lane.bytes() / sample.seconds() / (1024 * 1024)));
        return sample;
    }
}
