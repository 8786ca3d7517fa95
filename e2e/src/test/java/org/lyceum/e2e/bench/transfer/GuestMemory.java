package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.BenchException;

/**
 * The memory that files in a folder will take. Some virtual machines give free memory back to their host (free page
 * reporting, {@code mm/page_reporting.c} of Linux), and to touch it again takes up to five times as long as to write to
 * it: whoever is measured would pay for what was freed before. Two seconds after something was freed, all that is free
 * is given back; so memory is claimed before a run, and freed as the run takes it.
 */
final class GuestMemory implements AutoCloseable {

    private static final int BUFFER = 1024 * 1024;
    private static final long CHUNK = 64L * 1024 * 1024;
    private static final Path REPORTING = Path.of("/sys/module/page_reporting");
    private static final long REPORTED_SECONDS = 3;

    /** Claimed memory that is free already, for what is taken within a second. */
    private static final long AHEAD = 16 * CHUNK;

    private static final long TICK_MILLIS = 20;

    private final Path folder;
    private final boolean reported;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER);
    private final Queue<Path> chunks = new ArrayDeque<>();
    private @Nullable Thread following;

    GuestMemory(Path folder) {
        this.folder = folder;
        try {
            reported =
                    Files.exists(REPORTING) && Files.getFileStore(folder).type().equals("tmpfs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the host give so many bytes, and frees them from now on as files take them. */
    void claim(long bytes) {
        if (!reported) {
            return;
        }
        close();
        try {
            for (long claimed = 0; claimed < bytes; claimed += CHUNK) {
                chunks.add(write(folder.resolve("claimed." + chunks.size())));
            }
            TimeUnit.SECONDS.sleep(REPORTED_SECONDS);
            FileStore store = Files.getFileStore(folder);
            long full = store.getUsableSpace();
            release(AHEAD);
            following = Thread.ofVirtual().start(() -> follow(store, full));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Path write(Path chunk) throws IOException {
        try (FileChannel channel = FileChannel.open(chunk, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (channel.position() < CHUNK) {
                channel.write(zeros.clear());
            }
        }
        return chunk;
    }

    /** Keeps {@link #AHEAD} free of what was usable when all chunks were there, until none is left. */
    private void follow(FileStore store, long full) {
        try {
            while (!chunks.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                release(full + AHEAD - store.getUsableSpace());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void release(long bytes) throws IOException {
        for (long left = bytes; left > 0 && chunks.poll() instanceof Path chunk; left -= CHUNK) {
            Files.delete(chunk);
        }
    }

    /** Frees what no file took. */
    @Override
    public void close() {
        if (following == null) {
            return;
        }
        try {
            following.interrupt();
            following.join();
            release(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BenchException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchException("interrupted", e);
    }
}
