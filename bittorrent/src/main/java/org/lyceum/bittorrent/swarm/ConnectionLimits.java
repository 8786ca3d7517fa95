package org.lyceum.bittorrent.swarm;

import org.lyceum.bittorrent.BitTorrentException;

/**
 * How many TCP connections an engine keeps, each counted from its first packet on. {@link #DEFAULT} gives the defaults,
 * the methods named after components change one.
 *
 * @param perTorrent peers of one torrent; 200 by default
 * @param inAll every connection, whatever its state; 1,000 by default. A twentieth is kept for incoming ones whose
 *     handshake is to tell which torrent they want, so that a newcomer can be heard when all the rest is taken
 * @param perHost connections with one host (an IPv4 address, the first 64 bits of an IPv6 one) over all torrents; 100
 *     by default, since many people can share an address. Loopback is exempt: all nodes of this machine share it
 * @param handshaking incoming connections whose handshake has not come; 200 by default. One more takes the place of
 *     the oldest of the host that has most of them
 * @param handshakingPerHost the same for one host, loopback exempt; 50 by default
 * @param dials outgoing connections that wait for an answer or a handshake; 50 by default
 */
public record ConnectionLimits(
        int perTorrent, int inAll, int perHost, int handshaking, int handshakingPerHost, int dials) {

    public static final ConnectionLimits DEFAULT = new ConnectionLimits(200, 1000, 100, 200, 50, 50);

    static final int FEWEST_IN_ALL = 4;

    /** @throws BitTorrentException for one below 1, or fewer than 4 in all */
    public ConnectionLimits {
        require("per torrent", perTorrent, 1);
        require("in all", inAll, FEWEST_IN_ALL);
        require("per host", perHost, 1);
        require("handshaking", handshaking, 1);
        require("handshaking per host", handshakingPerHost, 1);
        require("dials", dials, 1);
    }

    private static void require(String what, int limit, int least) {
        if (limit < least) {
            throw BitTorrentException.malformed(
                    "connection limit %s: %d, expected at least %d".formatted(what, limit, least));
        }
    }

    public ConnectionLimits perTorrent(int limit) {
        return new ConnectionLimits(limit, inAll, perHost, handshaking, handshakingPerHost, dials);
    }

    public ConnectionLimits inAll(int limit) {
        return new ConnectionLimits(perTorrent, limit, perHost, handshaking, handshakingPerHost, dials);
    }

    public ConnectionLimits perHost(int limit) {
        return new ConnectionLimits(perTorrent, inAll, limit, handshaking, handshakingPerHost, dials);
    }

    public ConnectionLimits handshaking(int limit) {
        return new ConnectionLimits(perTorrent, inAll, perHost, limit, handshakingPerHost, dials);
    }

    public ConnectionLimits handshakingPerHost(int limit) {
        return new ConnectionLimits(perTorrent, inAll, perHost, handshaking, limit, dials);
    }

    public ConnectionLimits dials(int limit) {
        return new ConnectionLimits(perTorrent, inAll, perHost, handshaking, handshakingPerHost, limit);
    }

    /** What dialled and settled connections may take of {@link #inAll}. */
    int forTorrents() {
        return inAll - Math.max(1, inAll / 20);
    }
}
