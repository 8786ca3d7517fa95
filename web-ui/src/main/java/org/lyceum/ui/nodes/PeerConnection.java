package org.lyceum.ui.nodes;

/**
 * A peer that a torrent is connected to.
 *
 * @param progress 0 to 1
 * @param flags letters that engineers know from other clients
 * @param downloadRate bytes per second from it, {@code uploadRate} to it
 * @param amChoking the node chokes it; when false it holds one of the upload slots
 * @param optimistic it holds that slot by chance, and not for its rate
 * @param snubbing it was asked for blocks and has sent none for a minute
 */
public record PeerConnection(
        String address,
        String client,
        double progress,
        String flags,
        long downloadRate,
        long uploadRate,
        boolean amChoking,
        boolean amInterested,
        boolean peerChoking,
        boolean peerInterested,
        boolean optimistic,
        boolean snubbing) {}
