package org.lyceum.e2e.bench.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.Lane;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Rounds;
import org.lyceum.e2e.bench.measure.WorkFolder;

/** Measures one case after another, each with files and processes of its own. */
final class Bench {

    /** Who is measured against whom, from one to the other. */
    private record Pairing(Contender from, Contender to) {}

    private static final List<Pairing> MIXED = List.of(
            new Pairing(Contender.LYCEUM, Contender.LIBTORRENT), new Pairing(Contender.LIBTORRENT, Contender.LYCEUM));

    private final Set<Contender> contenders;
    private final Scale scale;
    private final Path folder;
    private final @Nullable Path recordings;
    private final Consumer<String> progress;

    /**
     * Prepares a bench.
     *
     * @param folder where everything is written to, and removed from
     * @param recordings where each JVM of Lyceum leaves a recording of Java Flight Recorder; null for none
     */
    Bench(Set<Contender> contenders, Scale scale, Path folder, @Nullable Path recordings, Consumer<String> progress) {
        this.recordings = recordings;
        this.contenders = contenders;
        this.scale = scale;
        this.folder = folder;
        this.progress = progress;
    }

    /** One table for each size of content. */
    List<Outcome> run(Case which) {
        return switch (which) {
            case PAIR -> List.of(pair());
            case SWARM -> List.of(swarm());
            case SMALL -> List.of(small());
            case SCALING -> scaling();
        };
    }

    /** Rows over the same content. */
    record Outcome(Case which, Content content, List<Measured> rows) {}

    private Outcome pair() {
        Content content = oneFile(scale.pairBytes());
        List<Pairing> pairings = new ArrayList<>(
                contenders.stream().map(each -> new Pairing(each, each)).toList());
        MIXED.stream()
                .filter(mixed -> contenders.contains(mixed.from) && contenders.contains(mixed.to))
                .forEach(pairings::add);
        return measure(Case.PAIR, content, lanes -> {
            lanes.add(LimitLane.sendfile(content, folder));
            lanes.add(LimitLane.sha1(content, folder));
            lanes.add(LimitLane.write(content, folder));
            pairings.forEach(each -> lanes.add(new TransferLane(each.from, each.to, 1, content, this::start)));
        });
    }

    private Outcome swarm() {
        Content content = oneFile(scale.swarmBytes());
        return measure(
                Case.SWARM,
                content,
                lanes -> engines()
                        .forEach(each ->
                                lanes.add(new TransferLane(each, each, Scale.SWARM_LEECHES, content, this::start))));
    }

    private Outcome small() {
        progress.accept("writing %d files of %d KiB".formatted(scale.smallFiles(), Scale.SMALL_FILE_BYTES >> 10));
        Content content = Content.manyFiles(folder, scale.smallFiles(), Scale.SMALL_FILE_BYTES);
        return measure(
                Case.SMALL,
                content,
                lanes -> engines().forEach(each -> lanes.add(new TransferLane(each, each, 1, content, this::start))));
    }

    private List<Outcome> scaling() {
        List<Outcome> outcomes = new ArrayList<>();
        for (long bytes : scale.scalingBytes()) {
            Content content = oneFile(bytes);
            outcomes.add(measure(
                    Case.SCALING,
                    content,
                    lanes -> engines()
                            .forEach(each -> lanes.add(new TransferLane(each, each, 1, content, this::start)))));
        }
        return outcomes;
    }

    private Participant start(Contender contender, String name) {
        List<String> options = recordings == null
                ? List.of()
                : List.of("-XX:StartFlightRecorder:settings=profile,filename="
                        + recordings.resolve(name.replace(' ', '-') + "-%p.jfr"));
        return contender.start(folder.resolve(name), options);
    }

    private Stream<Contender> engines() {
        return contenders.stream().filter(Contender::isEverywhere);
    }

    private Content oneFile(long bytes) {
        progress.accept("writing %d MiB".formatted(bytes >> 20));
        return Content.oneFile(folder, bytes);
    }

    private Outcome measure(Case which, Content content, Consumer<List<Lane>> start) {
        List<Lane> lanes = new ArrayList<>();
        try (GuestMemory memory = new GuestMemory(folder)) {
            progress.accept("starting the processes");
            start.accept(lanes);
            long copies = content.bytes() * (which == Case.SWARM ? Scale.SWARM_LEECHES : 1);
            Runnable preparation = scale.isMeasure() ? () -> memory.claim(copies) : () -> {};
            Rounds rounds = new Rounds(scale.warmUpBytes(), scale.runs(), preparation, progress);
            return new Outcome(which, content, rounds.run(lanes));
        } finally {
            lanes.forEach(Lane::close);
            WorkFolder.clear(folder);
        }
    }
}
