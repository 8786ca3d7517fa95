package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;

class TorrentStorageTest {

    private static final int PIECE = 64;

    @TempDir
    Path downloads;

    private final FilePool pool = new FilePool(4);

    /** Files smaller than a piece, without bytes first, last and between, larger than a piece, a short last piece. */
    private final SampleTorrent torrent =
            SampleTorrent.random(PIECE, new Random(1), 0, 10, 5, 0, 0, 200, 1, 64, 64, 30, 0);

    @AfterEach
    void closePool() {
        pool.close();
    }

    private TorrentStorage storage(SampleTorrent torrent) {
        return new TorrentStorage(
                torrent.info(), downloads.resolve(torrent.info().name()), pool);
    }

    private TorrentStorage complete(SampleTorrent torrent) {
        TorrentStorage storage = storage(torrent);
        storage.prepare();
        for (int piece = 0; piece < torrent.info().pieceCount(); piece++) {
            storage.write(piece, torrent.blocks(piece));
        }
        return storage;
    }

    private void assertContent(SampleTorrent torrent) {
        torrent.files()
                .forEach((path, content) ->
                        assertThat(downloads.resolve("sample").resolve(path)).hasBinaryContent(content));
    }

    private static void assertStorageFailure(ThrowingCallable call, String... says) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BitTorrentException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE))
                .message()
                .contains(says);
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> found = Files.walk(downloads)) {
            return found.skip(1).map(downloads::relativize).toList();
        }
    }

    @Test
    void preparesFoldersAndFilesWithoutBytesOnly() throws IOException {
        storage(torrent).prepare();
        assertThat(everything())
                .containsExactlyInAnyOrder(Stream.of(
                                "sample",
                                "sample/folder",
                                "sample/0.bin",
                                "sample/folder/3.bin",
                                "sample/4.bin",
                                "sample/10.bin")
                        .map(Path::of)
                        .toArray(Path[]::new));
        storage(torrent).prepare();
        assertThat(storage(torrent).anyFileExists()).isFalse();
    }

    @Test
    void writesPiecesAcrossFilesAndReadsThemBack() {
        TorrentStorage storage = complete(torrent);

        assertContent(torrent);
        ByteBuffer scratch = ByteBuffer.allocateDirect(48);
        for (int piece = 0; piece < torrent.info().pieceCount(); piece++) {
            ByteBuffer back = ByteBuffer.allocate(torrent.info().lengthOf(piece));
            storage.read(piece, 0, back);
            assertThat(back.array()).isEqualTo(torrent.piece(piece));
            assertThat(storage.verify(piece, scratch)).isTrue();
        }
        assertThat(storage.anyFileExists()).isTrue();
    }

    @Test
    void readsIntoTheMiddleOfABuffer() {
        ByteBuffer target = ByteBuffer.allocate(60).position(10).limit(50);
        complete(torrent).read(0, 7, target);

        assertThat(target.position()).isEqualTo(50);
        assertThat(Arrays.copyOfRange(target.array(), 10, 50)).isEqualTo(Arrays.copyOfRange(torrent.content(), 7, 47));
        assertThat(Arrays.copyOfRange(target.array(), 50, 60)).containsOnly(0);
    }

    @Test
    void keepsThePositionsOfWrittenBuffers() {
        TorrentStorage storage = storage(torrent);
        storage.prepare();
        ByteBuffer[] blocks = torrent.blocks(1);
        storage.write(1, blocks);
        assertThat(blocks).allMatch(block -> block.position() == 0 && block.remaining() == SampleTorrent.BLOCK);
    }

    @Test
    void refusesToWriteWhatIsNotAWholePiece() {
        TorrentStorage storage = storage(torrent);
        assertThatThrownBy(() -> storage.write(0, new ByteBuffer[] {ByteBuffer.allocate(PIECE - 1)}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 bytes, 63 were given");
    }

    @Test
    void aSingleFileTorrentIsItsRoot() {
        SampleTorrent single = SampleTorrent.single("one.bin", PIECE, new byte[100]);
        TorrentStorage storage = complete(single);
        assertThat(storage.location(0)).isEqualTo(downloads.resolve("one.bin"));
        assertThat(downloads.resolve("one.bin")).hasBinaryContent(new byte[100]);
    }

    @Test
    void verifyDeniesWhatIsMissingShortOrWrong() throws IOException {
        TorrentStorage storage = complete(torrent);
        ByteBuffer scratch = ByteBuffer.allocate(1000);
        Path file = storage.location(5);

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 199);
            channel.truncate(200);
        }
        int last = storage.layout().lastPiece(5);
        assertThat(storage.verify(last, scratch)).isFalse();
        assertThat(storage.verify(last - 1, scratch)).isTrue();

        storage.closeFiles();
        Files.write(file, new byte[60]);
        assertThat(storage.verify(last - 1, scratch)).isFalse();

        storage.closeFiles();
        Files.delete(file);
        assertThat(storage.verify(storage.layout().firstPiece(5), scratch)).isFalse();
    }

    @Test
    void namesTheFileThatIsMissingOrCutShort() throws IOException {
        TorrentStorage storage = complete(torrent);
        storage.closeFiles();
        Path file = storage.location(5);
        Files.write(file, new byte[20]);
        ByteBuffer target = ByteBuffer.allocate(PIECE);
        assertStorageFailure(
                () -> storage.read(0, 0, target), file.toString(), "cut short", "it has 20 bytes, 49 were needed");
        assertStorageFailure(() -> storage.regions(0, 0, PIECE), file.toString(), "cut short");

        storage.closeFiles();
        Files.delete(file);
        assertStorageFailure(() -> storage.read(0, 0, target.clear()), file + " is missing");
        assertStorageFailure(() -> storage.regions(0, 0, PIECE), file + " is missing");
    }

    @Test
    void regionsPointAtTheBytesOfABlock() throws IOException {
        TorrentStorage storage = complete(torrent);
        ByteBuffer bytes = ByteBuffer.allocate(50);
        for (Region region : storage.regions(0, 8, 50)) {
            Region.OfFile file = (Region.OfFile) region;
            try (FilePool.Lease lease = file.lease()) {
                ByteBuffer part = bytes.slice(bytes.position(), region.length());
                while (part.hasRemaining()) {
                    lease.channel().read(part, file.position() + part.position());
                }
                bytes.position(bytes.position() + region.length());
            }
        }
        assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(torrent.content(), 8, 58));
    }

    @Test
    void aFailedRequestForRegionsLeavesNothingLeased() throws IOException {
        AtomicLong open = new AtomicLong();
        try (FilePool counted = new FilePool(8, (path, writable) -> {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            open.incrementAndGet();
            return new RelayChannel(channel) {
                @Override
                protected void implCloseChannel() throws IOException {
                    super.implCloseChannel();
                    open.decrementAndGet();
                }
            };
        })) {
            complete(torrent);
            TorrentStorage storage = new TorrentStorage(torrent.info(), downloads.resolve("sample"), counted);
            Files.delete(storage.location(5));
            assertStorageFailure(() -> storage.regions(0, 0, PIECE), "missing");
            assertThat(open).hasPositiveValue();
            storage.closeFiles();
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void forcesWhatWasWrittenOrFoundRightSinceTheLastForce() throws IOException {
        AtomicLong forced = new AtomicLong();
        try (FilePool watched = new FilePool(
                1,
                (path, writable) ->
                        new RelayChannel(FileChannel.open(
                                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                            @Override
                            public void force(boolean metaData) throws IOException {
                                super.force(metaData);
                                forced.incrementAndGet();
                            }
                        })) {
            TorrentStorage storage = new TorrentStorage(torrent.info(), downloads.resolve("sample"), watched);
            storage.prepare();
            storage.force();
            assertThat(forced).hasValue(0);
            storage.write(0, torrent.blocks(0));
            storage.force();
            assertThat(forced.getAndSet(0)).isEqualTo(storage.layout().spans(0).size());
            storage.force();
            assertThat(forced).hasValue(0);

            TorrentStorage afterAKill = new TorrentStorage(torrent.info(), downloads.resolve("sample"), watched);
            assertThat(afterAKill.verify(1, ByteBuffer.allocate(PIECE))).isFalse();
            afterAKill.force();
            assertThat(forced).hasValue(0);
            assertThat(afterAKill.verify(0, ByteBuffer.allocate(PIECE))).isTrue();
            afterAKill.force();
            assertThat(forced).hasValue(storage.layout().spans(0).size());
        }
    }

    @Test
    void aFileThatVanishedBeforeItWasForcedIsAnErrorAndStaysAway() throws IOException {
        TorrentStorage storage = storage(torrent);
        storage.prepare();
        storage.write(0, torrent.blocks(0));
        Path file = storage.location(5);
        storage.closeFiles();
        Files.delete(file);
        assertStorageFailure(storage::force, file + " is missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void stampsTellSizeTimeAndWhatIsMissing() throws IOException {
        TorrentStorage storage = storage(torrent);
        storage.prepare();
        storage.write(0, torrent.blocks(0));
        List<FileStamp> stamps = storage.stamps();
        assertThat(stamps.get(1))
                .isEqualTo(new FileStamp(
                        10, Files.getLastModifiedTime(storage.location(1)).toMillis()));
        assertThat(stamps.get(0).size()).isZero();
        assertThat(stamps.get(7)).isEqualTo(FileStamp.MISSING);
    }

    @Test
    void stampsAFileWhoseFolderIsAFileAsMissing() throws IOException {
        Files.createDirectory(downloads.resolve("sample"));
        Files.writeString(downloads.resolve("sample/folder"), "in the way");
        assertThat(storage(torrent).stamps()).hasSize(11).allMatch(stamp -> stamp.size() == -1);
    }

    @Test
    void createsHugeFilesSparse() {
        long length = 4L << 30;
        int pieceLength = 1 << 20;
        AtomicLong written = new AtomicLong();
        try (FilePool watched = new FilePool(
                1,
                (path, writable) ->
                        new RelayChannel(FileChannel.open(
                                path,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.SPARSE,
                                StandardOpenOption.WRITE)) {
                            @Override
                            public long write(ByteBuffer[] buffers, int offset, int count) throws IOException {
                                long bytes = super.write(buffers, offset, count);
                                written.addAndGet(bytes);
                                return bytes;
                            }
                        })) {
            Path root = downloads.resolve("huge");
            TorrentStorage storage = new TorrentStorage(SampleTorrent.huge(length, pieceLength), root, watched);
            storage.prepare();
            storage.write(4095, new ByteBuffer[] {ByteBuffer.allocateDirect(pieceLength)});
            assertThat(root).hasSize(length);
            assertThat(written).hasValue(pieceLength);
        }
    }

    @Test
    void saysWhatAFullDiskNeedsAndGoesOnOnceThereIsRoom() throws IOException {
        AtomicLong room = new AtomicLong(70);
        try (FilePool small = new FilePool(
                4,
                (path, writable) ->
                        new RelayChannel(FileChannel.open(
                                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                            @Override
                            public long write(ByteBuffer[] buffers, int offset, int count) throws IOException {
                                long asked = Arrays.stream(buffers, offset, offset + count)
                                        .mapToLong(ByteBuffer::remaining)
                                        .sum();
                                if (room.addAndGet(-asked) < 0) {
                                    throw new IOException("No space left on device");
                                }
                                return super.write(buffers, offset, count);
                            }
                        })) {
            TorrentStorage storage = new TorrentStorage(torrent.info(), downloads.resolve("sample"), small);
            storage.prepare();
            storage.write(0, torrent.blocks(0));
            ByteBuffer[] blocks = torrent.blocks(1);
            assertStorageFailure(
                    () -> storage.write(1, blocks),
                    "no space left on the disk of " + storage.location(5) + ": 64 bytes were needed; free some and");
            room.set(Long.MAX_VALUE);
            storage.write(1, blocks);
            assertThat(storage.verify(1, ByteBuffer.allocate(PIECE))).isTrue();
            assertThat(storage.verify(0, ByteBuffer.allocate(PIECE))).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsAFullDiskByWhatTheSystemSays() {
        SampleTorrent single = SampleTorrent.single("full", PIECE, new byte[PIECE]);
        TorrentStorage storage = new TorrentStorage(single.info(), Path.of("/dev/full"), pool);
        assertStorageFailure(
                () -> storage.write(0, single.blocks(0)), "no space left on the disk of /dev/full: 64 bytes");
        assertStorageFailure(storage::prepare, "/dev/full is a device where the torrent has a file");
    }

    @Test
    void saysWhenTheFolderVanished() throws IOException {
        TorrentStorage storage = storage(torrent);
        storage.prepare();
        Files.delete(storage.location(3));
        Files.delete(downloads.resolve("sample/folder"));
        assertStorageFailure(
                () -> storage.write(0, torrent.blocks(0)),
                "the folder " + downloads.resolve("sample/folder"),
                "put it back");
    }

    @Test
    void deletesItsOwnFilesAndEmptyFoldersOnly() throws IOException {
        TorrentStorage storage = complete(torrent);
        Path notes = Files.writeString(downloads.resolve("sample/notes.txt"), "mine");
        storage.delete();
        assertThat(everything()).containsExactlyInAnyOrder(Path.of("sample"), Path.of("sample/notes.txt"));

        Files.delete(notes);
        complete(torrent);
        storage.delete();
        assertThat(everything()).isEmpty();
        storage.delete();
    }

    @Test
    void readsAndChecksGoOnWhileAnotherThreadWrites() throws Exception {
        SampleTorrent large = SampleTorrent.random(PIECE, new Random(2), 3000, 40, 5000);
        TorrentStorage storage = storage(large);
        storage.prepare();
        int pieces = large.info().pieceCount();
        AtomicLong done = new AtomicLong();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int piece = 0; piece < pieces; piece++) {
                storage.write(piece, large.blocks(piece));
                done.incrementAndGet();
            }
        });
        ByteBuffer scratch = ByteBuffer.allocate(PIECE);
        Random random = new Random(3);
        while (writer.isAlive()) {
            int written = (int) done.get();
            if (written > 0) {
                assertThat(storage.verify(random.nextInt(written), scratch)).isTrue();
            }
        }
        writer.join();
        assertThat(IntStream.range(0, pieces)).allMatch(piece -> storage.verify(piece, scratch));
    }
}
