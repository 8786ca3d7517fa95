package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Writes the same bytes again and again to a new file: for {@code write} answers {@code written BYTES NANOS}. */
public final class Write {

    /** As long as a piece. */
    private static final int BUFFER = 1024 * 1024;

    private Write() {}

    /**
     * Writes whenever told to, and deletes the file after.
     *
     * @param args the file, which must not be there, and how many bytes
     */
    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path file = Path.of(args[0]);
        long bytes = Long.parseLong(args[1]);
        byte[] content = new byte[BUFFER];
        new Random(1).nextBytes(content);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).put(content);
        while (orders.readLine() != null) {
            long begun = System.nanoTime();
            long written = write(file, bytes, buffer);
            System.out.printf("written\t%d\t%d%n", written, System.nanoTime() - begun);
            Files.delete(file);
        }
    }

    private static long write(Path file, long bytes, ByteBuffer buffer) throws IOException {
        long written = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (written < bytes) {
                written += channel.write(buffer.rewind().limit((int) Math.min(BUFFER, bytes - written)));
            }
        }
        return written;
    }
}
