package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.storage.FilePool;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.TorrentStorage;

/** What a thousand complete torrents cost that nobody asks for. */
@Timeout(180)
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at open files in /proc")
class ManyTorrentsTest {

    private static final int TORRENTS = 1000;

    /** Of a torrent of 1 GiB and 1 MiB pieces. */
    private static final int PIECES = 1024;

    private static final int BYTES = PIECES * Block.SIZE;

    /** Heap for one torrent of {@value #PIECES} pieces, whose hashes alone are 20 KiB. */
    private static final long MOST_BYTES_EACH = 120 * 1024;

    private EngineFixture fixture;
    private Path folder;

    @BeforeEach
    void createFixture(@TempDir Path temporary) {
        folder = temporary;
        fixture = new EngineFixture(temporary);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    /** Torrents whose pieces were never right: whoever reads a byte of them finds out. */
    private void rememberMany(String name) throws Exception {
        Path data = folder.resolve(name);
        Path files = Files.createDirectories(data.resolve("files"));
        ResumeStore store = new ResumeStore(data.resolve("torrents"));
        Metainfo some = EngineFixture.metainfo("some", EngineFixture.randomBytes(BYTES, 1), Block.SIZE);
        try (FilePool pool = new FilePool(1)) {
            for (int i = 0; i < TORRENTS; i++) {
                InfoDictionary info = InfoDictionary.parse(renamed(some, "%04d".formatted(i)));
                Path file = files.resolve(info.name());
                try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                    sparse.setLength(BYTES);
                }
                store.saveMetainfo(new Metainfo(info, List.of(), null, null, null));
                Instant addedAt = Files.getLastModifiedTime(file).toInstant();
                store.save(ResumeData.fresh(info.infoHash(), null, false, false, addedAt)
                        .withRoot(info.name())
                        .withPieces(BitField.full(PIECES), new TorrentStorage(info, file, pool).stamps(), true));
            }
        }
    }

    private static byte[] renamed(Metainfo metainfo, String name) {
        String before = new String(metainfo.info().toBytes(), StandardCharsets.ISO_8859_1);
        return before.replace("4:some", "4:" + name).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("bittorrent"))
                .sorted()
                .toList();
    }

    private static List<Path> openFiles() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.flatMap(ManyTorrentsTest::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor));
        } catch (IOException closed) {
            return Stream.empty();
        }
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            memory.gc();
            used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    @Test
    void aThousandStartWithoutHashingAndHoldNoThreadNoFileAndLittleMemory() throws Exception {
        fixture.close(fixture.engine("none"));
        Engine empty = fixture.engine("none");
        rememberMany("many");
        long heapWithNone = usedHeap();
        fixture.close(empty);

        Engine engine = fixture.engine("many");

        List<CompletableFuture<TorrentStatus>> asked = new ArrayList<>();
        engine.torrents().forEach(torrent -> asked.add(torrent.status()));
        List<TorrentStatus> statuses =
                asked.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).hasSize(TORRENTS);
        // had a piece been hashed, it would be wanted again: the files hold zeros, the hashes are of something else
        assertThat(statuses).allMatch(status -> status.state() == TorrentState.SEEDING);
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(threads()).hasSizeLessThanOrEqualTo(Math.max(2, processors / 2) + Math.max(2, processors));
        assertThat(openFiles()).noneMatch(path -> path.startsWith(folder));
        assertThat((usedHeap() - heapWithNone) / TORRENTS).isLessThan(MOST_BYTES_EACH);
    }

    @Test
    void aFileThatNobodyAsksForIsClosed() throws Exception {
        Path file = Files.write(folder.resolve("lecture.bin"), new byte[10]);
        try (FilePool pool = new FilePool(4)) {
            pool.open(file, false).close();
            pool.closeUnused();
            assertThat(openFiles()).contains(file);

            FilePool.Lease used = pool.open(file, false);
            pool.closeUnused();
            pool.closeUnused();
            assertThat(openFiles()).contains(file);

            used.close();
            pool.closeUnused();
            pool.closeUnused();
            assertThat(openFiles()).doesNotContain(file);
        }
    }
}
