package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.lyceum.e2e.bench.measure.BenchException;

/**
 * The memory that files in a folder will take. Some virtual machines give free memory back to their host (free page
 * reporting, {@code mm/page_reporting.c} of Linux), and to touch it again takes up to five times as long as to write to
 * it: whoever is measured would pay for what was freed before.
 */
record GuestMemory(Path folder) {

    private static final int BUFFER = 1024 * 1024;
    private static final Path REPORTING = Path.of("/sys/module/page_reporting");

    /** Two seconds after something was freed all that is free is given back; what is in use meanwhile stays. */
    private static final long REPORTED_SECONDS = 3;

    /** Has the host give so many bytes, which are then free for two seconds at least. */
    void claim(long bytes) {
        Path file = folder.resolve("claimed");
        try {
            if (!Files.exists(REPORTING) || !Files.getFileStore(folder).type().equals("tmpfs")) {
                return;
            }
            ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER);
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long left = bytes; left > 0; ) {
                    left -= channel.write(zeros.clear());
                }
            }
            TimeUnit.SECONDS.sleep(REPORTED_SECONDS);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
