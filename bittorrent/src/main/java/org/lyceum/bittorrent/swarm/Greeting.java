package org.lyceum.bittorrent.swarm;

import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.wire.Message;

/** What we tell a peer of ourselves: our extensions (BEP 10), and the pieces that we have (BEP 3, BEP 6). */
final class Greeting {

    private Greeting() {}

    /** The first messages after the handshake. */
    static void open(PeerConnection peer, Swarm swarm) {
        extensions(peer, swarm);
        boolean fast = peer.identity().fast();
        BitField verified = swarm.verified();
        if (verified != null && verified.isFull() && fast) {
            peer.send(new Message.HaveAll());
        } else if (verified != null && !verified.isEmpty()) {
            peer.send(new Message.Bitfield(verified.toBytes()));
        } else if (fast) {
            peer.send(new Message.HaveNone());
        }
    }

    /** What has become known since: the length of the metadata, and the pieces found on disk. */
    static void complete(PeerConnection peer, Swarm swarm, BitField verified) {
        extensions(peer, swarm);
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            peer.send(new Message.Have(piece));
        }
    }

    private static void extensions(PeerConnection peer, Swarm swarm) {
        if (peer.identity().extended()) {
            peer.send(new Message.Extended(0, swarm.extensionHandshake().encode()));
        }
    }
}
