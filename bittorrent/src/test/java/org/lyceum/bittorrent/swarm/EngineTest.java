package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.swarm.EngineFixture.add;
import static org.lyceum.bittorrent.swarm.EngineFixture.addFrom;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;
import static org.lyceum.bittorrent.swarm.EngineFixture.share;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.Metainfo;

class EngineTest {

    private EngineFixture fixture;

    @BeforeEach
    void createFixture(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    @Test
    void fetchesWhatAMagnetLinkNames() throws Exception {
        byte[] bytes = randomBytes(3_000_001, 1);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "lecture.bin", bytes);
        Engine leech = fixture.engine("leech");

        Torrent fetched = addFrom(leech, metainfo, seed.port());
        TorrentStatus status = await(leech, fetched, TorrentState.SEEDING);

        assertThat(leech.files().resolve("lecture.bin")).hasBinaryContent(bytes);
        assertThat(status.progress()).isEqualTo(1);
        assertThat(status.downloaded()).isEqualTo(bytes.length);
        assertThat(fetched.metainfo().join().orElseThrow().info().toBytes())
                .isEqualTo(metainfo.info().toBytes());
    }

    @Test
    void fetchesManyFilesOfAllSizes() throws Exception {
        Engine seed = fixture.engine("seed");
        Path root = Files.createDirectories(seed.files().resolve("course"));
        Files.createDirectories(root.resolve("week 1"));
        Files.write(root.resolve("a.txt"), randomBytes(10, 1));
        Files.write(root.resolve("empty.txt"), new byte[0]);
        Files.write(root.resolve("week 1/notes.txt"), randomBytes(40_000, 2));
        Files.write(root.resolve("week 1/slides.bin"), randomBytes(100_001, 3));
        Files.write(root.resolve("z.txt"), randomBytes(1, 4));
        Metainfo metainfo = share(seed, root);
        Engine leech = fixture.engine("leech");

        Torrent fetched = addFrom(leech, metainfo, seed.port());
        await(leech, fetched, TorrentState.SEEDING);

        for (String name : List.of("a.txt", "empty.txt", "week 1/notes.txt", "week 1/slides.bin", "z.txt")) {
            assertThat(leech.files().resolve("course").resolve(name))
                    .hasBinaryContent(Files.readAllBytes(root.resolve(name)));
        }
        assertThat(fetched.files().join())
                .allSatisfy(file -> assertThat(file.completedBytes()).isEqualTo(file.bytes()));
    }

    @Test
    void leechesFetchFromEachOther() throws Exception {
        byte[] bytes = randomBytes(2_000_000, 5);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "shared.bin", bytes);
        Engine first = fixture.engine("first");
        Torrent firstTorrent = addFrom(first, metainfo, seed.port());
        await(first, firstTorrent, TorrentState.SEEDING);
        fixture.close(seed);

        Engine second = fixture.engine("second");
        await(second, addFrom(second, metainfo, first.port()), TorrentState.SEEDING);

        assertThat(second.files().resolve("shared.bin")).hasBinaryContent(bytes);
        assertThat(firstTorrent.status().join().uploaded()).isEqualTo(bytes.length);
    }

    @Test
    void goesOnAfterARestartWithoutHashingOrFetchingAgain() throws Exception {
        byte[] bytes = randomBytes(1_000_000, 6);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "kept.bin", bytes);
        Engine leech = fixture.engine("leech");
        await(leech, addFrom(leech, metainfo, seed.port()), TorrentState.SEEDING);
        fixture.close(leech);

        // same size and time, other bytes: only a hash could tell
        Path file = leech.files().resolve("kept.bin");
        var time = Files.getLastModifiedTime(file);
        Files.write(file, randomBytes(1_000_000, 7));
        Files.setLastModifiedTime(file, time);
        Engine again = fixture.engine("leech");

        Torrent kept = again.find(metainfo.info().infoHash()).orElseThrow();
        assertThat(await(again, kept, TorrentState.SEEDING).downloaded()).isEqualTo(bytes.length);
        kept.verify().join();
        await(again, kept, status -> status.state() == TorrentState.DOWNLOADING && status.completedBytes() == 0);
    }

    @Test
    void hashesAFileThatChangedWhileStopped() throws Exception {
        byte[] bytes = randomBytes(500_000, 8);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "changed.bin", bytes);
        fixture.close(seed);
        byte[] changed = bytes.clone();
        changed[0] ^= 1;
        Files.write(seed.files().resolve("changed.bin"), changed);

        Engine again = fixture.engine("seed");

        Torrent torrent = again.find(metainfo.info().infoHash()).orElseThrow();
        TorrentStatus status = await(again, torrent, TorrentState.DOWNLOADING);
        assertThat(status.completedBytes())
                .isEqualTo(bytes.length - metainfo.info().pieceLength());
    }

    @Test
    void findsWhatStandsOnDiskAlready() throws Exception {
        byte[] bytes = randomBytes(300_000, 9);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "here.bin", bytes);
        Engine other = fixture.engine("other");
        Files.write(other.files().resolve("here.bin"), bytes);

        Torrent torrent = add(other, metainfo, AddOptions.DEFAULT);

        assertThat(await(other, torrent, TorrentState.SEEDING).downloaded()).isZero();
    }

    @Test
    void neverWritesIntoAnotherTorrentOfTheSameName() throws Exception {
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "notes.txt", randomBytes(50_000, 10));
        Engine leech = fixture.engine("leech");
        byte[] own = randomBytes(60_000, 11);
        share(leech, "notes.txt", own);

        Torrent fetched = addFrom(leech, metainfo, seed.port());
        await(leech, fetched, TorrentState.SEEDING);

        assertThat(leech.files().resolve("notes.txt")).hasBinaryContent(own);
        Path location = fetched.files().join().getFirst().location();
        assertThat(location)
                .hasFileName("notes [%s].txt"
                        .formatted(metainfo.info().infoHash().toHex().substring(0, 8)));
        assertThat(location).hasBinaryContent(randomBytes(50_000, 10));
    }

    @Test
    void pausesAndResumesAlsoOverARestart() throws Exception {
        byte[] bytes = randomBytes(400_000, 12);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "later.bin", bytes);
        Engine leech = fixture.engine("leech");
        Torrent torrent = add(leech, metainfo, new AddOptions(true, false));
        await(leech, torrent, TorrentState.PAUSED);
        fixture.close(leech);

        Engine again = fixture.engine("leech");
        Torrent paused = again.find(metainfo.info().infoHash()).orElseThrow();
        await(again, paused, TorrentState.PAUSED);
        paused.resume().join();
        await(again, paused, TorrentState.DOWNLOADING);
    }

    @Test
    void removesATorrentAndItsFilesOnlyWhenAsked() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo kept = share(engine, "kept.bin", randomBytes(1000, 13));
        Metainfo gone = share(engine, "gone.bin", randomBytes(1000, 14));
        Torrent handle = engine.find(gone.info().infoHash()).orElseThrow();

        engine.remove(kept.info().infoHash(), false).join();
        engine.remove(gone.info().infoHash(), true).join();

        assertThat(engine.torrents()).isEmpty();
        assertThat(engine.files().resolve("kept.bin")).exists();
        assertThat(engine.files().resolve("gone.bin")).doesNotExist();
        assertThatThrownBy(() -> handle.status().join())
                .hasCauseInstanceOf(BitTorrentException.class)
                .hasMessageContaining("was removed");
        fixture.close(engine);
        assertThat(fixture.engine("one").torrents()).isEmpty();
    }

    @Test
    void fetchesOnlyTheFilesThatAreWanted() throws Exception {
        Engine seed = fixture.engine("seed");
        Path root = Files.createDirectories(seed.files().resolve("two"));
        Files.write(root.resolve("a.bin"), randomBytes(65_536, 15));
        Files.write(root.resolve("b.bin"), randomBytes(65_536, 16));
        Metainfo metainfo = share(seed, root);
        Engine leech = fixture.engine("leech");
        Torrent torrent = add(leech, metainfo, new AddOptions(true, false));
        await(leech, torrent, status -> torrent.files().join().size() == 2);
        torrent.setPriority(1, FilePriority.SKIP).join();
        torrent.resume().join();
        addFrom(seed, metainfo, leech.port());
        TorrentStatus status = await(leech, torrent, TorrentState.SEEDING);

        assertThat(status.completedBytes()).isEqualTo(65_536);
        assertThat(leech.files().resolve("two/a.bin")).hasBinaryContent(randomBytes(65_536, 15));
        torrent.setPriority(1, FilePriority.HIGH).join();
        await(leech, torrent, now -> now.progress() == 1);
    }

    @Test
    void readsAFileWhileItIsComingIn() throws Exception {
        byte[] bytes = randomBytes(2_500_000, 17);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "film.bin", bytes);
        Engine leech = fixture.engine("leech");
        Torrent torrent = addFrom(leech, metainfo, seed.port());
        await(leech, torrent, status -> !torrent.files().join().isEmpty());

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (ContentReader reader = torrent.read(0, 1_000_000, 2_400_000).join()) {
            for (ByteBuffer next = next(reader); next != null; next = next(reader)) {
                byte[] part = new byte[next.remaining()];
                next.get(part);
                read.writeBytes(part);
            }
        }

        assertThat(read.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 2_400_000));
    }

    private static @Nullable ByteBuffer next(ContentReader reader) {
        return reader.next(64 * 1024).orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void tellsSubscribersWhatHappensInOrder() throws Exception {
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "told.bin", randomBytes(200_000, 18));
        Engine leech = fixture.engine("leech");
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        List<TorrentState> states = new CopyOnWriteArrayList<>();
        try (var _ = leech.subscribe(event -> {
            switch (event) {
                case TorrentEvent.PieceDone piece -> done.add(piece.piece());
                case TorrentEvent.Added added -> states.add(added.status().state());
                case TorrentEvent.StateChanged changed ->
                    states.add(changed.status().state());
                case TorrentEvent.Progress _, TorrentEvent.Removed _ -> {}
            }
        })) {
            await(leech, addFrom(leech, metainfo, seed.port()), TorrentState.SEEDING);
        }

        assertThat(done).hasSize(metainfo.info().pieceCount());
        assertThat(states).startsWith(TorrentState.METADATA).endsWith(TorrentState.SEEDING);
        assertThat(states).contains(TorrentState.DOWNLOADING);
    }

    @Test
    void aFileThatVanishedStopsTheTorrentAndResumeFetchesItAgain() throws Exception {
        byte[] bytes = randomBytes(300_000, 19);
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "lost.bin", bytes);
        Engine backup = fixture.engine("backup");
        await(backup, addFrom(backup, metainfo, seed.port()), TorrentState.SEEDING);
        fixture.close(seed);
        Engine again = fixture.engine("seed");
        Torrent torrent = again.find(metainfo.info().infoHash()).orElseThrow();
        await(again, torrent, TorrentState.SEEDING);
        Files.delete(again.files().resolve("lost.bin"));

        Engine leech = fixture.engine("leech");
        addFrom(leech, metainfo, again.port());
        TorrentStatus broken = await(again, torrent, TorrentState.ERROR);
        assertThat(broken.error()).contains("lost.bin");

        torrent.resume().join();
        await(again, torrent, TorrentState.DOWNLOADING);
        addFrom(backup, metainfo, again.port());
    }

    @Test
    void aPortInUseIsNamed() {
        Engine first = fixture.engine("first");

        assertThatThrownBy(() -> Engine.start(EngineSettings.of(
                        first.files().resolve("second"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port()))))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("TCP port " + first.port());
    }

    @Test
    void addingAgainAnswersWithTheSameTorrent() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "once.bin", randomBytes(1000, 20));

        Addition again = engine.add(metainfo, AddOptions.DEFAULT).join();

        assertThat(again.created()).isFalse();
        assertThat(again.torrent().infoHash()).isEqualTo(metainfo.info().infoHash());
        assertThat(engine.torrents()).hasSize(1);
    }
}
