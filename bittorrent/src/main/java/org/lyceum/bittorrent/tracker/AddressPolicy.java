package org.lyceum.bittorrent.tracker;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses may be contacted when somebody else names them, in a torrent, a magnet link or a tracker's answer.
 *
 * <p>Without such a check whoever writes a torrent can make its readers send packets into their own networks
 * (server-side request forgery). An IPv6 address that carries an IPv4 address (6to4, NAT64, IPv4-compatible) is
 * judged by that one too.
 */
public enum AddressPolicy {
    /** Addresses of the public internet alone. */
    PUBLIC,
    /** Loopback, link-local and private addresses too: a study room in one building, tests. */
    PRIVATE_TOO;

    public static AddressPolicy of(boolean privateNetworks) {
        return privateNetworks ? PRIVATE_TOO : PUBLIC;
    }

    public boolean allows(InetAddress address) {
        return objection(address).isEmpty();
    }

    /** What kind of address this is when it is refused, such as {@code loopback}; empty when it is allowed. */
    public Optional<String> objection(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> objection(v4);
            case Inet6Address v6 -> objection(v6);
            default -> Optional.of("unknown");
        };
    }

    private Optional<String> objection(Inet4Address address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0) {
            return Optional.of("unspecified");
        }
        if (first >= 224) {
            return Optional.of(first < 240 ? "multicast" : "reserved");
        }
        if (this == PRIVATE_TOO) {
            return Optional.empty();
        }
        if (first == 127) {
            return Optional.of("loopback");
        }
        if (first == 169 && second == 254) {
            return Optional.of("link-local");
        }
        boolean isPrivate = first == 10
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 192 && second == 0 && bytes[2] == 0);
        return isPrivate ? Optional.of("private") : Optional.empty();
    }

    private Optional<String> objection(Inet6Address address) {
        if (address.isAnyLocalAddress()) {
            return Optional.of("unspecified");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("multicast");
        }
        if (this == PRIVATE_TOO) {
            return Optional.empty();
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("link-local");
        }
        byte[] bytes = address.getAddress();
        if ((bytes[0] & 0xfe) == 0xfc || address.isSiteLocalAddress()) {
            return Optional.of("private");
        }
        return embedded(bytes).flatMap(this::objection);
    }

    /** The IPv4 address inside an IPv6 address: RFC 3056 (6to4), RFC 6052 (NAT64), RFC 4291 section 2.5.5. */
    private static Optional<Inet4Address> embedded(byte[] v6) {
        if (startsWith(v6, 0x20, 0x02)) {
            return Optional.of(inet4(Arrays.copyOfRange(v6, 2, 6)));
        }
        if (startsWith(v6, 0, 0x64, 0xff, 0x9b) || startsWith(v6, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return Optional.of(inet4(Arrays.copyOfRange(v6, 12, 16)));
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Inet4Address inet4(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
