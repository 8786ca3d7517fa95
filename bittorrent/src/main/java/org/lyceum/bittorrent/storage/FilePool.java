package org.lyceum.bittorrent.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps recently used files open, and few of them: a torrent may have more files than a process may open.
 *
 * <p>A leased channel is never closed, so the pool holds at most {@code limit} channels, or as many as are leased where
 * that is more; the one that was used least recently goes first. The pool's lock is held for bookkeeping alone: opening
 * and closing happen outside it, so that only those wait who want the same file, or the room that a close makes.
 */
public final class FilePool implements AutoCloseable {

    /** How a file is opened; a test puts a full disk here. */
    interface Opener {
        FileChannel open(Path path, boolean writable) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(FilePool.class);

    private final int limit;
    private final Opener opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();

    /** What may be leased, the least recently used first. A retired file is in here no longer. */
    private final Map<Path, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);

    /** Every channel that is open or about to be, and those among them that are about to be closed. */
    private int open;

    private int closing;
    private boolean closed;

    public FilePool(int limit) {
        this(limit, FilePool::openChannel);
    }

    FilePool(int limit, Opener opener) {
        if (limit < 1) {
            throw new IllegalArgumentException("a pool of " + limit + " open files");
        }
        this.limit = limit;
        this.opener = opener;
    }

    /**
     * Leases a channel, shared with everybody else who leases the same file: use positional reads.
     *
     * @param path the same for the same file always; where it is a symbolic link, opening fails
     * @param writable opens for reading and writing, and creates the file, sparse where the file system can
     */
    public Lease open(Path path, boolean writable) throws IOException {
        OpenFile file = acquire(path, writable);
        try {
            return new Lease(this, file, file.channel(opener));
        } catch (IOException | RuntimeException e) {
            release(file);
            throw e;
        }
    }

    /** Closes the files that nobody has leased since the last call. */
    public void closeUnused() {
        List<OpenFile> unused = new ArrayList<>();
        lock.lock();
        try {
            for (OpenFile file : List.copyOf(files.values())) {
                if (file.leases == 0 && !file.used && retire(file)) {
                    unused.add(file);
                }
                file.used = false;
            }
        } finally {
            lock.unlock();
        }
        unused.forEach(this::close);
    }

    /** Closes the files whose path matches: those not in use now, the others when their last lease ends. */
    public void closeAll(Predicate<Path> paths) {
        List<OpenFile> idle = new ArrayList<>();
        lock.lock();
        try {
            for (OpenFile file : List.copyOf(files.values())) {
                if (paths.test(file.path) && retire(file)) {
                    idle.add(file);
                }
            }
        } finally {
            lock.unlock();
        }
        idle.forEach(this::close);
    }

    /** Closes every file, and refuses to open another. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        closeAll(path -> true);
    }

    private OpenFile acquire(Path path, boolean writable) {
        while (true) {
            Optional<OpenFile> idle;
            lock.lock();
            try {
                if (closed) {
                    throw new IllegalStateException("the file pool is closed");
                }
                OpenFile present = files.get(path);
                if (present != null && (present.writable || !writable)) {
                    present.leases++;
                    return present;
                }
                idle = present != null && retire(present) ? Optional.of(present) : eldestIdle();
                if (idle.isEmpty()) {
                    if (open >= limit && closing > 0) {
                        roomMade.awaitUninterruptibly();
                        continue;
                    }
                    return add(new OpenFile(path, writable));
                }
            } finally {
                lock.unlock();
            }
            close(idle.get());
        }
    }

    private OpenFile add(OpenFile file) {
        files.put(file.path, file);
        file.leases++;
        open++;
        return file;
    }

    /** The file that makes room for another, retired; empty when none has to, or none can. */
    private Optional<OpenFile> eldestIdle() {
        if (open < limit) {
            return Optional.empty();
        }
        Optional<OpenFile> eldest =
                files.values().stream().filter(file -> file.leases == 0).findFirst();
        eldest.ifPresent(this::retire);
        return eldest;
    }

    /** Takes a file out of the pool; true when it is idle, and so the caller's to close. */
    private boolean retire(OpenFile file) {
        files.remove(file.path, file);
        file.retired = true;
        if (file.leases > 0) {
            return false;
        }
        closing++;
        return true;
    }

    private void release(OpenFile file) {
        lock.lock();
        try {
            file.leases--;
            file.used = true;
            if (file.leases > 0 || (!file.retired && open <= limit && file.isOpen())) {
                return;
            }
            retire(file);
        } finally {
            lock.unlock();
        }
        close(file);
    }

    /** Closes a retired file that nobody uses. */
    private void close(OpenFile file) {
        file.close();
        lock.lock();
        try {
            open--;
            closing--;
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static FileChannel openChannel(Path path, boolean writable) throws IOException {
        if (!writable) {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // SPARSE counts only together with CREATE_NEW
            return FileChannel.open(
                    path,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.SPARSE);
        }
    }

    /** The right to use a channel, until closed. */
    public static final class Lease implements AutoCloseable {

        private final FilePool pool;
        private final OpenFile file;
        private final FileChannel channel;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Lease(FilePool pool, OpenFile file, FileChannel channel) {
            this.pool = pool;
            this.file = file;
            this.channel = channel;
        }

        public FileChannel channel() {
            return channel;
        }

        /** Ends the lease; again does nothing. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                pool.release(file);
            }
        }
    }

    /** A file of the pool. {@code leases}, {@code retired} and {@code used} are guarded by the pool's lock, the channel by this. */
    private static final class OpenFile {

        final Path path;
        final boolean writable;
        int leases;
        boolean retired;
        boolean used;
        private @Nullable FileChannel channel;

        OpenFile(Path path, boolean writable) {
            this.path = path;
            this.writable = writable;
        }

        /** Opens at first use, and again after an interrupted thread took the channel with it. */
        synchronized FileChannel channel(Opener opener) throws IOException {
            FileChannel present = channel;
            if (present == null || !present.isOpen()) {
                present = opener.open(path, writable);
                channel = present;
            }
            return present;
        }

        synchronized boolean isOpen() {
            return channel != null && channel.isOpen();
        }

        synchronized void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                LOG.warn("closing {} failed; bytes written last may be lost: verify the torrent", path, e);
            }
        }
    }
}
