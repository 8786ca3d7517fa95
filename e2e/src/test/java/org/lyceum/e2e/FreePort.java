package org.lyceum.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Ports for programs that cannot take a free one by themselves. */
public final class FreePort {

    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** A loopback port that is free a moment ago, for TCP as well as UDP. */
    public static int find() {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (isFreeForUdp(tcp.getLocalPort())) {
                    return tcp.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no port is free for TCP and UDP");
    }

    private static boolean isFreeForUdp(int port) {
        try (DatagramSocket _ = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return true;
        } catch (SocketException inUse) {
            return false;
        }
    }
}
