package org.lyceum.overlay.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;

/** Under which addresses others reach what listens on this machine. */
public final class LocalAddresses {

    /** Documentation address (RFC 5737): nothing is sent to it, it only asks for the route outwards. */
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.1", 9);

    private LocalAddresses() {}

    /**
     * The addresses of a listener; for one that listens at every address of the machine, those that others may reach,
     * the one towards the outside first. At most {@value Contact#MAX_ADDRESSES}, and loopback when there is no other.
     */
    public static List<Address> of(InetSocketAddress listener) {
        InetAddress host = listener.getAddress();
        List<InetAddress> hosts = host.isAnyLocalAddress() ? reachable() : List.of(host);
        return hosts.stream()
                .map(each -> new Address(text(each), listener.getPort()))
                .toList();
    }

    private static List<InetAddress> reachable() {
        Set<InetAddress> found = new LinkedHashSet<>();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(OUTSIDE);
            found.add(socket.getLocalAddress());
        } catch (IOException noRoute) {
            // then there may still be a network without a way out
        }
        found.addAll(ofInterfaces());
        List<InetAddress> usable = found.stream()
                .filter(address -> !address.isAnyLocalAddress() && !address.isLinkLocalAddress())
                .filter(address -> !address.isLoopbackAddress())
                .limit(Contact.MAX_ADDRESSES)
                .toList();
        return usable.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : usable;
    }

    private static List<InetAddress> ofInterfaces() {
        List<InetAddress> addresses = new ArrayList<>();
        try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
            interfaces
                    .filter(LocalAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                    .forEach(addresses::add);
        } catch (SocketException e) {
            return List.of();
        }
        return addresses;
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String text(InetAddress address) {
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }
}
