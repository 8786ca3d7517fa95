package org.lyceum.bittorrent.swarm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A folder on a disk with little room: a file system of its own, or, where none may be mounted, a filled up one. */
final class SmallDisk implements AutoCloseable {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** A larger one is a machine's, and not a container's, and there mounting works. */
    private static final long MOST_TO_FILL = 512L * 1024 * 1024;

    private final Path folder;
    private final @Nullable Path filler;

    private SmallDisk(Path folder, @Nullable Path filler) {
        this.folder = folder;
        this.filler = filler;
    }

    /** Empty where neither can be had: as another user than root on a machine. */
    static Optional<SmallDisk> of(Path mountPoint, long bytes) throws IOException {
        Files.createDirectories(mountPoint);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "none", mountPoint.toString())) {
            return Optional.of(new SmallDisk(mountPoint, null));
        }
        if (!Files.isDirectory(SHARED_MEMORY)
                || Files.getFileStore(SHARED_MEMORY).getTotalSpace() > MOST_TO_FILL) {
            return Optional.empty();
        }
        Path filler = Files.createTempFile(SHARED_MEMORY, "filler", null);
        long toFill = Files.getFileStore(SHARED_MEMORY).getUsableSpace() - bytes;
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            byte[] megabyte = new byte[1024 * 1024];
            for (long left = toFill; left > 0; left -= megabyte.length) {
                file.write(megabyte, 0, (int) Math.min(megabyte.length, left));
            }
        }
        return Optional.of(new SmallDisk(Files.createTempDirectory(SHARED_MEMORY, "small"), filler));
    }

    Path folder() {
        return folder;
    }

    void makeRoom() throws IOException {
        if (filler != null) {
            Files.delete(filler);
        } else if (!run("mount", "-o", "remount,size=64m", folder.toString())) {
            throw new IOException("the disk at %s could not be made larger".formatted(folder));
        }
    }

    @Override
    public void close() throws IOException {
        if (filler != null) {
            Files.deleteIfExists(filler);
        } else {
            run("umount", "--lazy", folder.toString());
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue() == 0;
    }
}
