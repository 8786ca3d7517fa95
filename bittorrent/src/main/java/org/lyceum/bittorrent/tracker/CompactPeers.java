package org.lyceum.bittorrent.tracker;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * Addresses of peers in compact form: each is its IP address and port in network order, 6 bytes for IPv4 (BEP 23) or
 * 18 for IPv6 (BEP 7).
 *
 * <p>Owns its bytes: {@link #bytes()} is for writing them out, not for changing them.
 */
public record CompactPeers(Family family, byte[] bytes) {

    /** Address families of peers; {@code width} is the bytes of one address and port. */
    public enum Family {
        IPV4(6),
        IPV6(18);

        private final int width;

        Family(int width) {
            this.width = width;
        }

        public int width() {
            return width;
        }

        public static Family of(InetAddress address) {
            return address instanceof Inet6Address ? IPV6 : IPV4;
        }
    }

    private static final int PORT_BYTES = 2;

    public CompactPeers {
        if (bytes.length % family.width != 0) {
            throw BitTorrentException.malformed("peers: %d bytes are not a multiple of %d, the length of one %s address"
                    .formatted(bytes.length, family.width, family));
        }
    }

    public static CompactPeers none(Family family) {
        return new CompactPeers(family, new byte[0]);
    }

    /** The compact form of one resolved address. */
    public static byte[] encode(InetSocketAddress peer) {
        byte[] address = peer.getAddress().getAddress();
        byte[] bytes = Arrays.copyOf(address, address.length + PORT_BYTES);
        bytes[address.length] = (byte) (peer.getPort() >>> 8);
        bytes[address.length + 1] = (byte) peer.getPort();
        return bytes;
    }

    /** How many there are. */
    public int size() {
        return bytes.length / family.width;
    }

    /** The addresses to which a connection can be tried: those with port 0 are left out. */
    public List<InetSocketAddress> toAddresses() {
        List<InetSocketAddress> addresses = new ArrayList<>(size());
        for (int start = 0; start < bytes.length; start += family.width) {
            int portAt = start + family.width - PORT_BYTES;
            int port = (bytes[portAt] & 0xff) << 8 | (bytes[portAt + 1] & 0xff);
            if (port != 0) {
                addresses.add(new InetSocketAddress(address(Arrays.copyOfRange(bytes, start, portAt)), port));
            }
        }
        return addresses;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an IP address", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactPeers peers && peers.family == family && Arrays.equals(peers.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toAddresses().toString();
    }
}
