package org.lyceum.e2e.bench.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sends so many bytes of memory to whoever connects, for a {@link Drain}: plain TCP. */
public final class PlainSource {

    private static final int BUFFER = 256 * 1024;

    private PlainSource() {}

    /**
     * Listens, and sends.
     *
     * @param args how many bytes; its port is told as {@code listening PORT}
     */
    public static void main(String[] args) throws IOException {
        long wanted = Long.parseLong(args[0]);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            System.out.printf("listening\t%d%n", ((InetSocketAddress) listener.getLocalAddress()).getPort());
            while (true) {
                try (SocketChannel receiver = listener.accept()) {
                    for (long left = wanted; left > 0; ) {
                        buffer.clear().limit((int) Math.min(left, BUFFER));
                        left -= receiver.write(buffer);
                    }
                }
            }
        }
    }
}
