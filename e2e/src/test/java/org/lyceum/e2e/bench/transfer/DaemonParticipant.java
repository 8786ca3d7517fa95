package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.e2e.FreePort;

/**
 * A program of others that is told what to do over its RPC, finds peers by a tracker, and is asked again and again how
 * far it is.
 */
abstract class DaemonParticipant implements Participant {

    /** What figures of such programs are good to. */
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final Path files;
    private final InetSocketAddress address;
    private final StaticTracker tracker;
    private final ForeignProcess process;

    /** Starts the program; whoever extends this waits until it is up. */
    DaemonParticipant(Path folder, InetAddress at) {
        try {
            files = Files.createDirectories(folder.resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new InetSocketAddress(at, FreePort.find());
        tracker = new StaticTracker(at);
        process = ForeignProcess.start(folder, command(folder, address));
    }

    abstract List<String> command(Path folder, InetSocketAddress listen);

    /** Adds a torrent, whose content is there already or is to be fetched into {@link #files()}. */
    abstract void add(Metainfo torrent, boolean complete);

    /** Bytes of the one torrent that are not verified yet. */
    abstract long left();

    /** Removes the one torrent; its files may stay. */
    abstract void remove();

    ForeignProcess process() {
        return process;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Path files() {
        return files;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void seed(Metainfo torrent) {
        add(torrent, true);
        while (left() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public CompletableFuture<Arrival> fetch(Metainfo torrent, List<InetSocketAddress> from) {
        tracker.tell(from);
        Metainfo announced = torrent.withTrackers(List.of(List.of(tracker.url())));
        long total = torrent.info().totalLength();
        long told = System.nanoTime();
        add(announced, false);
        return CompletableFuture.supplyAsync(() -> follow(total, told), Executors.newVirtualThreadPerTaskExecutor());
    }

    private Arrival follow(long total, long told) {
        long first = 0;
        for (long left = left(); left > 0; left = left()) {
            if (first == 0 && left < total) {
                first = System.nanoTime() - told;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        long nanos = System.nanoTime() - told;
        return new Arrival(first == 0 ? nanos : first, nanos);
    }

    @Override
    public OptionalLong uploaded() {
        return OptionalLong.empty();
    }

    @Override
    public void forget() {
        remove();
    }

    @Override
    public void close() {
        tracker.close();
        process.close();
    }
}
