package org.lyceum.bittorrent.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * Addresses that are neither dialled nor let in. Immutable. Takes 8 bytes for a range of IPv4, of which there are at most
 * {@value BlocklistParser#MOST_RANGES}, and 32 for one of IPv6, of which there may be an eighth of that: 16 MB at most,
 * and about four times as much while a list is being read.
 *
 * <p>Loopback is never blocked, whatever a list says: lists that end in "everything else" would cut off this machine's
 * own nodes. Private addresses are blocked where a list names them.
 */
public final class Blocklist {

    /** Blocks nobody. */
    public static final Blocklist EMPTY =
            new Blocklist(new Ipv4Ranges(new long[0]), new Ipv6Ranges(new long[0][]), List.of(), 0);

    private final Ipv4Ranges ipv4;
    private final Ipv6Ranges ipv6;
    private final List<BadLine> firstBadLines;
    private final long badLines;

    Blocklist(Ipv4Ranges ipv4, Ipv6Ranges ipv6, List<BadLine> firstBadLines, long badLines) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.firstBadLines = List.copyOf(firstBadLines);
        this.badLines = badLines;
    }

    /**
     * Reads a list, plain or compressed with gzip, whose lines may be of any of these kinds:
     *
     * <ul>
     *   <li>PeerGuardian (p2p): {@code Some name: of a firm:1.2.3.4-1.2.3.9}
     *   <li>eMule (DAT): {@code 001.002.003.004 - 001.002.003.009 , 000 , Some name}; levels above 127 are allowed
     *       addresses, and their lines have no effect
     *   <li>{@code 1.2.3.0/24}, {@code 2001:db8::/32}, {@code 1.2.3.4}, {@code 2001:db8::1}, {@code 1.2.3.4-1.2.3.9}
     *   <li>nothing, or a comment after {@code #}, {@code ;} or {@code //}
     * </ul>
     *
     * Other lines are counted and passed over. IPv4 addresses mapped into IPv6 are those IPv4 addresses.
     *
     * @throws BitTorrentException for what is no list: without any usable line, too long, a broken archive
     */
    public static Blocklist read(InputStream list) throws IOException {
        return new BlocklistParser().read(list);
    }

    public boolean blocks(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> ipv4.contains(AddressText.bits(v4));
            case Inet6Address v6 -> ipv6.contains(AddressText.high(v6), AddressText.low(v6));
            default -> false;
        };
    }

    /** Ranges after those that touch or overlap were made one. */
    public int ranges() {
        return ipv4.size() + ipv6.size();
    }

    /** How many IPv4 addresses it blocks; those of IPv6 are beyond counting. */
    public long ipv4Addresses() {
        return ipv4.addresses();
    }

    /** Lines that could not be used. */
    public long badLines() {
        return badLines;
    }

    /** The first of them, {@value BlocklistParser#BAD_LINES_TOLD} at most. */
    public List<BadLine> firstBadLines() {
        return firstBadLines;
    }
}
