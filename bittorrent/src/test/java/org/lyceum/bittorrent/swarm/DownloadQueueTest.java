package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.add;
import static org.lyceum.bittorrent.swarm.EngineFixture.addFrom;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.metainfo;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;

import io.netty.buffer.ByteBufAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;

/** More downloads than may run at once. */
class DownloadQueueTest {

    private EngineFixture fixture;

    @BeforeEach
    void createFixture(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    /** Torrents of which nobody has anything. */
    private static List<Torrent> addSome(Engine engine, int count) throws Exception {
        List<Torrent> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(add(engine, metainfo("lecture-" + i, randomBytes(40_000, i), Block.SIZE), AddOptions.DEFAULT));
        }
        return added;
    }

    private static void awaitPlace(Engine engine, Torrent torrent, int place) {
        await(engine, torrent, status -> status.state() == TorrentState.QUEUED && isAt(status, place));
    }

    private static boolean isAt(TorrentStatus status, int place) {
        @Nullable Integer found = status.queuePlace();
        return found != null && found == place;
    }

    @Test
    void threeRunAndTheOthersWaitInTheirOrder() throws Exception {
        Engine engine = fixture.engine("one");

        List<Torrent> torrents = addSome(engine, 5);

        for (Torrent running : torrents.subList(0, 3)) {
            await(engine, running, TorrentState.DOWNLOADING);
        }
        awaitPlace(engine, torrents.get(3), 1);
        awaitPlace(engine, torrents.get(4), 2);
        assertThat(engine.downloads()).isEqualTo(new DownloadCounts(3, 2, 3));
    }

    @Test
    void theNextStartsWhenOneIsPausedRemovedOrFails() throws Exception {
        Engine engine = fixture.engine("one");
        List<Torrent> torrents = addSome(engine, 6);

        torrents.get(0).pause().join();
        await(engine, torrents.get(3), TorrentState.DOWNLOADING);
        engine.remove(torrents.get(1).infoHash(), false).join();
        await(engine, torrents.get(4), TorrentState.DOWNLOADING);
        awaitPlace(engine, torrents.get(5), 1);

        torrents.get(0).resume().join();
        awaitPlace(engine, torrents.get(4), 1);
        await(engine, torrents.get(0), TorrentState.DOWNLOADING);
    }

    @Test
    void manyDownloadsFinishOneAfterTheOther() throws Exception {
        Engine seed = fixture.engine("seed");
        Engine leech = fixture.engine("leech");
        List<Torrent> fetched = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            fetched.add(addFrom(leech, EngineFixture.share(seed, "f" + i, randomBytes(50_000, i)), seed.port()));
        }

        for (Torrent each : fetched) {
            await(leech, each, TorrentState.SEEDING);
        }
    }

    @Test
    void aTorrentThatIsReadDoesNotWait() throws Exception {
        Engine engine = fixture.engine("one");
        List<Torrent> torrents = addSome(engine, 5);
        awaitPlace(engine, torrents.get(4), 2);

        ContentReader reader = torrents.get(4).read(0, 0, 100).join();

        await(engine, torrents.get(4), TorrentState.DOWNLOADING);
        awaitPlace(engine, torrents.get(2), 1);
        reader.close();
        awaitPlace(engine, torrents.get(4), 2);
        await(engine, torrents.get(2), TorrentState.DOWNLOADING);
    }

    @Test
    void theOrderCanBeChangedAndOutlivesARestart() throws Exception {
        Engine engine = fixture.engine("one");
        List<Torrent> torrents = addSome(engine, 5);

        torrents.get(4).moveInQueue(QueueMove.TOP).join();
        await(engine, torrents.get(4), TorrentState.DOWNLOADING);
        awaitPlace(engine, torrents.get(2), 1);
        awaitPlace(engine, torrents.get(3), 2);
        torrents.get(3).moveInQueue(QueueMove.UP).join();
        awaitPlace(engine, torrents.get(3), 1);

        fixture.close(engine);
        Engine again = fixture.engine("one");
        awaitPlace(again, again.find(torrents.get(3).infoHash()).orElseThrow(), 1);
        awaitPlace(again, again.find(torrents.get(2).infoHash()).orElseThrow(), 2);
        await(again, again.find(torrents.get(4).infoHash()).orElseThrow(), TorrentState.DOWNLOADING);
    }

    @Test
    void whatNothingComesInForLetsTheNextOneRunBesideIt() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Engine engine = fixture.engine("one", nanos::get, ByteBufAllocator.DEFAULT);
        List<Torrent> torrents = addSome(engine, 5);
        awaitPlace(engine, torrents.get(4), 2);

        nanos.addAndGet(Duration.ofMinutes(3).plusSeconds(1).toNanos());

        for (Torrent each : torrents) {
            await(engine, each, TorrentState.DOWNLOADING);
        }
    }
}
