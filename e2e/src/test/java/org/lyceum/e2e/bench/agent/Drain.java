package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Reads from a {@link Sendfile} to the end and throws it away: for {@code drain PORT} answers {@code drained BYTES NANOS}. */
public final class Drain {

    private static final int BUFFER = 512 * 1024;

    private Drain() {}

    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            long begun = System.nanoTime();
            long bytes = drain(Integer.parseInt(line.substring(line.indexOf('\t') + 1)), buffer);
            System.out.printf("drained\t%d\t%d%n", bytes, System.nanoTime() - begun);
        }
    }

    private static long drain(int port, ByteBuffer buffer) throws IOException {
        long bytes = 0;
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer.clear())) {
                bytes += read;
            }
        }
        return bytes;
    }
}
