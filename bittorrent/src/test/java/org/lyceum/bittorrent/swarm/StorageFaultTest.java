package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.addFrom;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.metainfo;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;
import static org.lyceum.bittorrent.swarm.EngineFixture.share;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;
import org.lyceum.bittorrent.wire.Message;

/** Disks that are full, and files that somebody takes away, cuts short or puts something else in the place of. */
class StorageFaultTest {

    private static final int PIECE = Block.SIZE;
    private static final byte[] CONTENT = randomBytes(100 * PIECE, 1);

    @TempDir
    private Path folder;

    private EngineFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    private static byte[] block(Block block) {
        int from = block.piece() * PIECE + block.offset();
        return Arrays.copyOfRange(CONTENT, from, from + block.length());
    }

    /** A peer that has everything, and gives so many pieces. */
    private static FakePeer seed(Engine engine, Torrent torrent, int pieces) throws IOException {
        FakePeer seed = FakePeer.join(engine.port(), torrent.infoHash(), true);
        seed.send(new Message.HaveAll());
        AtomicInteger left = new AtomicInteger(pieces);
        var _ = seed.serveInBackground(block -> left.getAndDecrement() > 0 ? block(block) : null);
        return seed;
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a small disk is made as Linux does")
    void aFullDiskStopsTheTorrentAndOnceThereIsRoomItGoesOnWhereItWas() throws Exception {
        Optional<SmallDisk> made = SmallDisk.of(folder.resolve("small"), 1024 * 1024);
        assumeThat(made)
                .describedAs("a small disk, which root may mount, or a container has")
                .isPresent();
        try (SmallDisk disk = made.orElseThrow()) {
            Files.createSymbolicLink(folder.resolve("leech"), disk.folder());
            Engine seed = fixture.engine("seed");
            Metainfo metainfo = share(seed, "lecture.bin", CONTENT);
            Engine leech = fixture.engine("leech");
            Torrent torrent = addFrom(leech, metainfo, seed.port());

            TorrentStatus full = await(leech, torrent, TorrentState.ERROR);
            assertThat(full.error()).contains("no space left on the disk of", "free some and resume");
            assertThat(full.completedBytes()).isPositive();

            disk.makeRoom();
            torrent.resume().join();
            await(leech, torrent, status -> status.completedBytes() >= full.completedBytes());
            addFrom(leech, metainfo, seed.port());
            TorrentStatus done = await(leech, torrent, TorrentState.SEEDING);
            assertThat(leech.files().resolve("lecture.bin")).hasBinaryContent(CONTENT);
            assertThat(done.downloaded()).isLessThan(2L * CONTENT.length);
            fixture.close(leech);
        }
    }

    @Test
    void whatWasCutShortIsNotServedAndNoLongerClaimedAfterResume() throws Exception {
        Engine engine = fixture.engine("one");
        Files.write(engine.files().resolve("lecture.bin"), CONTENT);
        Torrent torrent = EngineFixture.add(engine, metainfo("lecture.bin", CONTENT, PIECE), AddOptions.DEFAULT);
        await(engine, torrent, TorrentState.SEEDING);
        try (FakePeer leech = FakePeer.join(engine.port(), torrent.infoHash(), true)) {
            leech.send(new Message.Interested());
            leech.next(Message.Unchoke.class);
            cut(engine.files().resolve("lecture.bin"), 50 * PIECE + 100);
            leech.send(new Message.Request(new Block(50, 0, PIECE)));

            assertThatThrownBy(() -> leech.next(Message.Piece.class)).isInstanceOf(IOException.class);
        }
        assertThat(await(engine, torrent, TorrentState.ERROR).error())
                .contains("lecture.bin was cut short: it has %d bytes".formatted(50 * PIECE + 100));

        torrent.resume().join();

        await(engine, torrent, TorrentState.DOWNLOADING);
        try (FakePeer leech = FakePeer.join(engine.port(), torrent.infoHash(), true)) {
            byte[] claimed = leech.next(Message.Bitfield.class).bits();
            assertThat(claimed[5]).isEqualTo((byte) 0xff);
            assertThat(claimed[6]).isEqualTo((byte) 0xc0);
            assertThat(claimed[7]).isZero();
        }
    }

    @Test
    void aFileThatIsCutShortWhileItComesInIsFetchedAgain() throws Exception {
        comesInAgainAfter(file -> cut(file, 3 * PIECE), "lecture.bin was cut short");
    }

    @Test
    void aFileThatIsDeletedWhileItComesInIsFetchedAgain() throws Exception {
        comesInAgainAfter(Files::delete, "lecture.bin is missing");
    }

    private interface Fault {
        void befall(Path file) throws IOException;
    }

    private void comesInAgainAfter(Fault fault, String reason) throws Exception {
        Engine engine = fixture.engine("one");
        Torrent torrent = EngineFixture.add(engine, metainfo("lecture.bin", CONTENT, PIECE), AddOptions.DEFAULT);
        Path file = engine.files().resolve("lecture.bin");
        try (var _ = seed(engine, torrent, 40)) {
            // all that the seed gives, since a piece that is still to be written would make the file longer again
            await(engine, torrent, status -> status.completedBytes() == 40L * PIECE);
            fault.befall(file);
            // saves, as it does every now and then
            torrent.setPriority(0, FilePriority.HIGH).join();
            assertThat(await(engine, torrent, TorrentState.ERROR).error()).contains(reason);
        }

        torrent.resume().join();

        await(engine, torrent, TorrentState.DOWNLOADING);
        try (var _ = seed(engine, torrent, 100)) {
            await(engine, torrent, TorrentState.SEEDING);
        }
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void somethingElseInTheFilesPlaceStopsTheTorrentUntilItIsTakenAway() throws Exception {
        Engine engine = fixture.engine("one");
        Torrent torrent = EngineFixture.add(engine, metainfo("lecture.bin", CONTENT, PIECE), AddOptions.DEFAULT);
        Path file = engine.files().resolve("lecture.bin");
        Files.createDirectory(file);
        try (var _ = seed(engine, torrent, 100)) {
            assertThat(await(engine, torrent, TorrentState.ERROR).error()).contains("lecture.bin cannot be written");
        }
        torrent.resume().join();
        assertThat(await(engine, torrent, TorrentState.ERROR).error()).contains("lecture.bin is a folder");

        Files.delete(file);
        torrent.resume().join();
        await(engine, torrent, TorrentState.DOWNLOADING);
        try (var _ = seed(engine, torrent, 100)) {
            await(engine, torrent, TorrentState.SEEDING);
        }
    }

    @Test
    void whateverFailsOnTheDiskLaneIsTheTorrentsError() throws Exception {
        List<String> failures = new ArrayList<>();
        Metainfo metainfo = metainfo("lecture.bin", CONTENT, PIECE);
        ResumeData fresh = ResumeData.fresh(metainfo.info().infoHash(), null, false, false, Instant.EPOCH);
        EngineContext context = SwarmFixture.context(folder, folder, new EmbeddedChannel().eventLoop(), () -> 0);
        TorrentDisk disk = new TorrentDisk(
                context,
                new RootClaims(folder),
                Runnable::run,
                new StoredTorrent(fresh, metainfo, Set.of()),
                new TorrentDisk.Owner() {
                    @Override
                    public void opened(TorrentStorage storage, ResumeCheck found, ResumeData data) {}

                    @Override
                    public void openFailed(BitTorrentException failure) {}

                    @Override
                    public void storageFailed(BitTorrentException failure) {
                        failures.add(failure.getMessage());
                    }
                });

        disk.lane().execute(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        disk.lane().execute(() -> {
            throw new IllegalStateException("never to happen");
        });

        assertThat(failures)
                .containsExactly(
                        "out of memory (Java heap space): give the process more and resume",
                        "work on the disk failed: java.lang.IllegalStateException: never to happen");
    }

    private static void cut(Path file, long length) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(length);
        }
    }
}
