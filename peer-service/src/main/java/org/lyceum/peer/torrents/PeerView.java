package org.lyceum.peer.torrents;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.lyceum.bittorrent.swarm.PeerStatus;

/**
 * A connected peer as REST tells it.
 *
 * @param address {@code host:port}, an IPv6 host in brackets
 * @param optimistic it has its upload slot by chance, and not for its rate
 * @param snubbing it was asked for blocks and has sent none for a minute
 * @param flags what the booleans say, in the letters that other clients use: see {@link #flagsOf}
 */
record PeerView(
        String address,
        String client,
        double progress,
        String flags,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        boolean incoming,
        boolean amChoking,
        boolean amInterested,
        boolean peerChoking,
        boolean peerInterested,
        boolean optimistic,
        boolean snubbing,
        int requestsOut,
        int requestsIn) {

    static PeerView of(PeerStatus peer) {
        return new PeerView(
                addressOf(peer.address()),
                peer.client(),
                peer.progress(),
                flagsOf(peer),
                peer.downloadRate(),
                peer.uploadRate(),
                peer.downloaded(),
                peer.uploaded(),
                peer.incoming(),
                peer.amChoking(),
                peer.amInterested(),
                peer.peerChoking(),
                peer.peerInterested(),
                peer.optimistic(),
                peer.snubbing(),
                peer.requestsOut(),
                peer.requestsIn());
    }

    static String addressOf(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host == null ? address.getHostString() : host.getHostAddress();
        return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /**
     * D: we download from it; d: we would, but it chokes us; K: it would let us, but we want nothing. U, u and ? are
     * the same the other way. O: it has its slot by chance. S: it snubs us. I: it connected to us.
     */
    private static String flagsOf(PeerStatus peer) {
        String down = side(peer.amInterested(), peer.peerChoking(), "D", "d", "K");
        String up = side(peer.peerInterested(), peer.amChoking(), "U", "u", "?");
        return down + up + (peer.optimistic() ? "O" : "") + (peer.snubbing() ? "S" : "") + (peer.incoming() ? "I" : "");
    }

    private static String side(boolean interested, boolean choked, String moving, String waiting, String idle) {
        if (interested) {
            return choked ? waiting : moving;
        }
        return choked ? "" : idle;
    }
}
