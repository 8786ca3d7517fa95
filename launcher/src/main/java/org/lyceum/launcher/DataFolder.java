package org.lyceum.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A folder that one process at a time writes to; a temporary one is gone once closed. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;
    private final boolean temporary;

    private DataFolder(Path path, FileChannel lockFile, boolean temporary) {
        this.path = path;
        this.lockFile = lockFile;
        this.temporary = temporary;
    }

    /**
     * Creates the folder where it is missing, and locks it.
     *
     * @throws CommandFault when it cannot be written or another process has it
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            return new DataFolder(path, lock(path), false);
        } catch (IOException e) {
            throw new CommandFault("the data folder %s cannot be used (--data): %s".formatted(path, reason(e)), e);
        }
    }

    static DataFolder temporary() {
        try {
            Path path = Files.createTempDirectory("lyceum-");
            return new DataFolder(path, lock(path), true);
        } catch (IOException e) {
            throw new CommandFault("no temporary folder can be made (name another with --data): " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = tryLock(channel) != null;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new CommandFault(
                    "another node is using %s: stop it, or give this one its own --name or --data".formatted(path));
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ", " + e.getMessage();
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            if (temporary) {
                FileSystemUtils.deleteRecursively(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + path, e);
        }
    }
}
