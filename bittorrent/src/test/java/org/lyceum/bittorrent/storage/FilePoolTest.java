package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePoolTest {

    @TempDir
    Path folder;

    private final Queue<FileChannel> opened = new ConcurrentLinkedQueue<>();

    private FileChannel open(Path path, boolean writable) throws IOException {
        FileChannel channel = writable
                ? FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.READ);
        opened.add(channel);
        return channel;
    }

    private List<FileChannel> stillOpen() {
        return opened.stream().filter(FileChannel::isOpen).toList();
    }

    private Path file(int number) throws IOException {
        return Files.writeString(folder.resolve("file" + number), "content " + number);
    }

    @Test
    void keepsAFileOpenAfterItsLease() throws IOException {
        try (FilePool pool = new FilePool(2, this::open)) {
            Path file = file(0);
            pool.open(file, false).close();
            pool.open(file, false).close();
            assertThat(opened).hasSize(1).allMatch(FileChannel::isOpen);
        }
        assertThat(stillOpen()).isEmpty();
    }

    @Test
    void closesTheLeastRecentlyUsedFileFirst() throws IOException {
        try (FilePool pool = new FilePool(2, this::open)) {
            Path old = file(0);
            pool.open(file(1), false).close();
            pool.open(old, false).close();
            pool.open(file(1), false).close();
            pool.open(file(2), false).close();

            assertThat(opened.stream().map(FileChannel::isOpen)).containsExactly(true, false, true);
        }
    }

    @Test
    void neverClosesAChannelInUseEvenBeyondItsLimit() throws IOException {
        try (FilePool pool = new FilePool(1, this::open)) {
            FilePool.Lease first = pool.open(file(0), false);
            FilePool.Lease second = pool.open(file(1), false);
            assertThat(stillOpen()).hasSize(2);

            first.close();
            assertThat(stillOpen()).containsExactly(second.channel());
            second.close();
            assertThat(stillOpen()).containsExactly(second.channel());
        }
    }

    @Test
    void aLeaseThatIsClosedTwiceCountsOnce() throws IOException {
        try (FilePool pool = new FilePool(1, this::open)) {
            FilePool.Lease first = pool.open(file(0), false);
            FilePool.Lease second = pool.open(file(0), false);
            first.close();
            first.close();
            pool.open(file(1), false).close();
            assertThat(second.channel().isOpen()).isTrue();
            second.close();
        }
    }

    @Test
    void opensAnewForWritingWhileAReaderGoesOn() throws IOException {
        try (FilePool pool = new FilePool(4, this::open)) {
            FilePool.Lease reader = pool.open(file(0), false);
            FilePool.Lease writer = pool.open(file(0), true);
            writer.channel().write(ByteBuffer.wrap("C".getBytes(StandardCharsets.US_ASCII)), 0);

            ByteBuffer first = ByteBuffer.allocate(1);
            reader.channel().read(first, 0);
            assertThat(first.get(0)).isEqualTo((byte) 'C');

            reader.close();
            writer.close();
            assertThat(stillOpen()).containsExactly(writer.channel());
            try (FilePool.Lease later = pool.open(folder.resolve("file0"), false)) {
                assertThat(later.channel()).isSameAs(writer.channel());
            }
        }
    }

    @Test
    void closesTheFilesOfARemovedTorrentNowOrWhenTheirLastLeaseEnds() throws IOException {
        try (FilePool pool = new FilePool(8, this::open)) {
            pool.open(file(0), false).close();
            FilePool.Lease used = pool.open(file(1), false);
            FilePool.Lease other = pool.open(file(2), false);
            other.close();

            pool.closeAll(path -> !path.endsWith("file2"));
            assertThat(stillOpen()).containsExactly(used.channel(), other.channel());
            used.close();
            assertThat(stillOpen()).containsExactly(other.channel());
        }
    }

    @Test
    void forgetsAFileThatCannotBeOpened() throws IOException {
        try (FilePool pool = new FilePool(1)) {
            Path late = folder.resolve("late");
            assertThatThrownBy(() -> pool.open(late, false)).isInstanceOf(NoSuchFileException.class);
            Files.writeString(late, "now");
            try (FilePool.Lease lease = pool.open(late, false)) {
                assertThat(lease.channel().size()).isEqualTo(3);
            }
        }
    }

    @Test
    void opensAgainAChannelThatAnInterruptedThreadClosed() throws IOException {
        try (FilePool pool = new FilePool(1, this::open)) {
            FilePool.Lease interrupted = pool.open(file(0), false);
            interrupted.channel().close();
            try (FilePool.Lease lease = pool.open(folder.resolve("file0"), false)) {
                assertThat(lease.channel().isOpen()).isTrue();
            }
            interrupted.close();
            assertThat(stillOpen()).hasSize(1);
        }
    }

    @Test
    void followsNoLink() throws IOException {
        Path target = file(0);
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        try (FilePool pool = new FilePool(1)) {
            assertThatThrownBy(() -> pool.open(link, false)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pool.open(link, true)).isInstanceOf(IOException.class);
            Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
            assertThatThrownBy(() -> pool.open(dangling, true)).isInstanceOf(IOException.class);
        }
        assertThat(target).hasContent("content 0");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void opensNothingOnceClosed() throws IOException {
        FilePool pool = new FilePool(1);
        FilePool.Lease lease = pool.open(file(0), false);
        pool.close();
        assertThat(lease.channel().isOpen()).isTrue();
        lease.close();
        assertThat(lease.channel().isOpen()).isFalse();
        assertThatThrownBy(() -> pool.open(file(0), false)).isInstanceOf(IllegalStateException.class);
    }

    /** While no more leases are given than the limit is, no more files are open than that. */
    @ParameterizedTest
    @CsvSource({"8, 40", "2, 3", "1, 2"})
    void holdsItsLimitUnderFiftyThreads(int limit, int fileCount) throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger mostOpen = new AtomicInteger();
        FilePool.Opener counting = (path, writable) -> {
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new RelayChannel(open(path, writable)) {
                @Override
                protected void implCloseChannel() throws IOException {
                    super.implCloseChannel();
                    open.decrementAndGet();
                }
            };
        };
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < fileCount; i++) {
            files.add(file(i));
        }
        Semaphore leases = new Semaphore(limit);
        CyclicBarrier start = new CyclicBarrier(50);
        try (FilePool pool = new FilePool(limit, counting);
                ExecutorService threads = Executors.newFixedThreadPool(50)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < 50; thread++) {
                RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
                Callable<Integer> reader = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    int right = 0;
                    for (int round = 0; round < 200; round++) {
                        int number = random.nextInt(files.size());
                        leases.acquire();
                        try (FilePool.Lease lease = pool.open(files.get(number), random.nextInt(4) == 0)) {
                            ByteBuffer content = ByteBuffer.allocate(16);
                            lease.channel().read(content, 0);
                            String text = StandardCharsets.US_ASCII
                                    .decode(content.flip())
                                    .toString();
                            right += text.equals("content " + number) ? 1 : 0;
                        } finally {
                            leases.release();
                        }
                    }
                    return right;
                };
                results.add(threads.submit(reader));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            }
            assertThat(stillOpen()).hasSizeLessThanOrEqualTo(limit);
        }
        assertThat(mostOpen.get()).isBetween(1, limit);
        assertThat(stillOpen()).isEmpty();
    }
}
