package org.lyceum.bittorrent.swarm;

import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;

/** Who has what the other side wants (BEP 3): keeps the picker's count of it true, and tells each peer of ours. */
final class Interest {

    private Interest() {}

    /** What the peer said to have, before it was known how many pieces there are, counts now. */
    static void resolve(PeerConnection peer, Content known) {
        try {
            known.picker().addPeer(peer.pieces().resolve(known.info().pieceCount()));
            update(peer, known);
            closeIfNeitherWants(peer, known);
        } catch (BitTorrentException e) {
            peer.close(e.getMessage());
        }
    }

    /** A peer replaces what it says to have. */
    static void claimed(PeerConnection peer, Runnable claim, @Nullable Content content) {
        if (content == null) {
            claim.run();
            return;
        }
        BitField before = peer.pieces().field();
        claim.run();
        // fails for a claim that does not fit, and then the picker still knows the peer by the one before
        BitField now = peer.pieces().resolve(content.info().pieceCount());
        if (before != null) {
            content.picker().removePeer(before);
        }
        content.picker().addPeer(now);
        update(peer, content);
        closeIfNeitherWants(peer, content);
    }

    static void has(PeerConnection peer, int piece, Content known) {
        known.picker().peerHas(piece);
        update(peer, known);
        closeIfNeitherWants(peer, known);
    }

    static void gone(PeerConnection peer, Content known) {
        BitField has = peer.pieces().field();
        if (has != null) {
            known.picker().removePeer(has);
            known.picker().peerGone(peer.number());
        }
    }

    static void update(PeerConnection peer, Content known) {
        BitField has = peer.pieces().field();
        peer.download().setInterested(has != null && known.picker().isInteresting(has));
    }

    /** Two that have everything never have anything for each other; one that left files out may still want them. */
    static void closeIfNeitherWants(PeerConnection peer, Content known) {
        // of no pieces everybody has all, and says nothing
        if (known.isSeed() && known.info().pieceCount() > 0 && peer.pieces().isSeed()) {
            peer.close("both sides have everything");
        }
    }
}
