package org.lyceum.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports for programs that cannot take a free one by themselves. They are below those that any system gives to whoever
 * asks for port 0, or connects somewhere: between finding one here and its use nobody else is given it.
 */
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int BEYOND_HIGHEST = 32_000;

    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port that is free on loopback, for TCP and for UDP; never the same one twice. */
    public static int find() {
        return RANDOM.ints(LOWEST, BEYOND_HIGHEST)
                .filter(port -> isFree(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket _ = new ServerSocket(port, 1, loopback);
                DatagramSocket _ = new DatagramSocket(new InetSocketAddress(loopback, port))) {
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
