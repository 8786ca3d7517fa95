package org.lyceum.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.Torrent;

/**
 * What has to work between our peer and any other client, both finding each other by our tracker. At the same time, as
 * most of it is waiting: Transmission unchokes, and says that it is interested, every ten seconds only.
 */
@Timeout(120)
abstract class ClientContract {

    private static final AtomicLong TESTS = new AtomicLong();

    private static OurTracker tracker;

    private OurSide ours;
    private ForeignClient theirs;

    /** Starts the client; it keeps everything in {@code folder}. */
    abstract ForeignClient start(Path folder);

    @BeforeAll
    static void startTracker() {
        tracker = new OurTracker();
    }

    @AfterAll
    static void stopTracker() {
        tracker.close();
    }

    @BeforeEach
    void startBothSides(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        ours = new OurSide(folder.resolve("ours"), tracker.announce());
        theirs = start(folder.resolve("theirs"));
    }

    @AfterEach
    void stopBothSides() {
        theirs.close();
        ours.close();
    }

    static OurTracker tracker() {
        return tracker;
    }

    OurSide ours() {
        return ours;
    }

    ForeignClient theirs() {
        return theirs;
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void fetchesFromUs(Sample sample) {
        letThemFetch(sample, theirs::fetch);
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void fetchesFromUsByMagnetLink(Sample sample) {
        letThemFetch(sample, torrent -> theirs.fetch(ours.magnetOf(torrent)));
    }

    private void letThemFetch(Sample sample, Consumer<Metainfo> fetch) {
        Engine engine = ours.peer("seed");
        Path root = sample.writeTo(engine.files(), TESTS.incrementAndGet());
        Metainfo torrent = ours.torrentOf(root);
        Torrent shared;
        if (theirs.dialsLoopback()) {
            shared = OurSide.share(engine, torrent, root);
            tracker.awaitSeeder(torrent.info().infoHash());
            fetch.accept(torrent);
        } else {
            fetch.accept(torrent);
            tracker.awaitLeecher(torrent.info().infoHash());
            shared = OurSide.share(engine, torrent, root);
        }

        theirs.awaitFetched();

        Map<String, String> expected = sample.checksums(engine.files());
        assertThat(sample.checksums(theirs.files()))
                .isEqualTo(theirs.createsEmptyFiles() ? expected : Sample.withoutEmptyFiles(expected));
        assertThat(shared.status().join().uploaded())
                .isGreaterThanOrEqualTo(torrent.info().totalLength());
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void sharesWithUs(Sample sample) {
        letUsFetch(sample, (engine, torrent) -> OurSide.fetch(engine, torrent));
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void sharesWithUsByMagnetLink(Sample sample) {
        letUsFetch(sample, (engine, torrent) -> OurSide.fetch(engine, ours.magnetOf(torrent)));
    }

    private void letUsFetch(Sample sample, BiFunction<Engine, Metainfo, Torrent> fetch) {
        Metainfo torrent = ours.torrentOf(sample.writeTo(theirs.files(), TESTS.incrementAndGet()));
        theirs.share(torrent);
        tracker.awaitSeeder(torrent.info().infoHash());
        Engine engine = ours.peer("leech");

        Torrent fetched = fetch.apply(engine, torrent);
        long downloaded = OurSide.awaitFetched(fetched).downloaded();

        assertThat(sample.checksums(engine.files())).isEqualTo(sample.checksums(theirs.files()));
        assertThat(downloaded).isGreaterThanOrEqualTo(torrent.info().totalLength());
        tracker.awaitCompletion(torrent.info().infoHash());
    }
}
