package org.lyceum.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which address of this machine stands for one that services are bound to. */
final class LocalAddress {

    /** Documentation address (RFC 5737): nothing is sent to it, it only asks for the route outwards. */
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.1", 9);

    private LocalAddress() {}

    /** Where this machine reaches its own services. */
    static InetAddress seenFromHere(InetAddress bind) {
        return bind.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bind;
    }

    /** Where other machines reach them; loopback when there is no network. */
    static InetAddress seenByOthers(InetAddress bind) {
        if (!bind.isAnyLocalAddress()) {
            return bind;
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(OUTSIDE);
            InetAddress address = socket.getLocalAddress();
            return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        } catch (IOException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }

    static String inUrl(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
