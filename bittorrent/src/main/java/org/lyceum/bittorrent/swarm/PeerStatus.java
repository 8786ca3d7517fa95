package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;

/**
 * One connected peer.
 *
 * @param client name and version by its peer id
 * @param progress part of the pieces that it has, 0 to 1
 * @param incoming true when it connected to us
 * @param downloadRate payload bytes per second from it, {@code uploadRate} to it
 * @param amChoking we choke it
 * @param amInterested it has pieces that we want
 * @param peerChoking it chokes us
 * @param peerInterested it wants pieces from us
 * @param optimistic it is not choked by chance, and not for its rate
 * @param snubbing it was asked for blocks and has sent none for a minute
 * @param requestsOut blocks asked of it and not yet here, {@code requestsIn} the other way
 */
public record PeerStatus(
        InetSocketAddress address,
        String client,
        double progress,
        boolean incoming,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        boolean amChoking,
        boolean amInterested,
        boolean peerChoking,
        boolean peerInterested,
        boolean optimistic,
        boolean snubbing,
        int requestsOut,
        int requestsIn) {}
