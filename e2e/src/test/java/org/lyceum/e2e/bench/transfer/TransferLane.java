package org.lyceum.e2e.bench.transfer;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.Lane;
import org.lyceum.e2e.bench.measure.Meter;
import org.lyceum.e2e.bench.measure.Sample;
import org.lyceum.e2e.bench.transfer.Participant.Arrival;

/** One seed, and one leech or several that are told of the seed and of the leeches before them. */
final class TransferLane implements Lane {

    /** Slower than this, bytes a second, is stuck. */
    private static final long SLOWEST = 4 * 1024 * 1024;

    private static final long PATIENCE_SECONDS = 180;

    private final String title;
    private final Content content;
    private final List<Participant> leeches = new ArrayList<>();
    private final Participant seed;

    /**
     * Starts the processes.
     *
     * @param start starts one by its kind and a name of its own
     */
    TransferLane(
            Contender from,
            Contender to,
            int leechCount,
            Content content,
            BiFunction<Contender, String, Participant> start) {
        this.content = content;
        title = from == to ? from.title() : "%s → %s".formatted(from.title(), to.title());
        seed = start.apply(from, "seed of " + title);
        try {
            IntStream.range(0, leechCount)
                    .mapToObj(number -> start.apply(to, "leech %d of %s".formatted(number + 1, title)))
                    .forEach(leeches::add);
            content.linkInto(seed.files());
            seed.seed(content.torrent());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public long bytes() {
        return content.bytes();
    }

    @Override
    public Sample run() {
        Meter sending = new Meter(List.of(seed.pid()));
        Meter receiving = new Meter(leeches.stream().map(Participant::pid).toList());
        List<InetSocketAddress> known = new ArrayList<>(List.of(seed.address()));
        List<CompletableFuture<Arrival>> arrivals = new ArrayList<>();
        long begun = System.nanoTime();
        List<Long> ordered = new ArrayList<>();
        for (Participant leech : leeches) {
            ordered.add(System.nanoTime() - begun);
            arrivals.add(leech.fetch(content.torrent(), List.copyOf(known)));
            known.add(leech.address());
        }
        long last = 0;
        long first = Long.MAX_VALUE;
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = await(arrivals.get(i));
            last = Math.max(last, ordered.get(i) + arrival.nanos());
            first = Math.min(first, ordered.get(i) + arrival.toFirstPiece());
        }
        Sample sample = new Sample(
                last / 1e9, first / 1e9, sending.read(), receiving.read(), leeches.size() > 1 ? exchanged() : null);
        leeches.forEach(leech -> content.verify(leech.files()));
        leeches.forEach(Participant::forget);
        leeches.forEach(leech -> content.deleteFrom(leech.files()));
        return sample;
    }

    private Arrival await(CompletableFuture<Arrival> arrival) {
        try {
            return arrival.orTimeout(PATIENCE_SECONDS + content.bytes() / SLOWEST, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new BenchException("%s: stuck, %d MiB have not come within %d s"
                        .formatted(title, content.bytes() >> 20, PATIENCE_SECONDS + content.bytes() / SLOWEST));
            }
            throw e;
        }
    }

    private double exchanged() {
        long uploaded =
                leeches.stream().mapToLong(leech -> leech.uploaded().orElse(0)).sum();
        return (double) uploaded / (content.bytes() * leeches.size());
    }

    @Override
    public void close() {
        leeches.forEach(Participant::close);
        seed.close();
    }
}
