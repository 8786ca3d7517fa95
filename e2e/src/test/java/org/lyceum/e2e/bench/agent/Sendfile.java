package org.lyceum.e2e.bench.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sends a file to whoever connects, with nothing between the file and the socket but the kernel: sendfile(2). */
public final class Sendfile {

    private Sendfile() {}

    /**
     * Listens, and sends.
     *
     * @param args the file; its port is told as {@code listening PORT}
     */
    public static void main(String[] args) throws IOException {
        try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ);
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            System.out.printf("listening\t%d%n", ((InetSocketAddress) listener.getLocalAddress()).getPort());
            while (true) {
                try (SocketChannel receiver = listener.accept()) {
                    for (long sent = 0; sent < file.size(); ) {
                        sent += file.transferTo(sent, file.size() - sent, receiver);
                    }
                }
            }
        }
    }
}
