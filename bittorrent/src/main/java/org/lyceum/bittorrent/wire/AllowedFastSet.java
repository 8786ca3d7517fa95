package org.lyceum.bittorrent.wire;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.Sha1;

/**
 * Which pieces a peer may have while it is choked: the canonical set of BEP 6, which depends on the network of the peer
 * so that reconnecting, or coming from a neighbouring address, wins no further pieces.
 */
public final class AllowedFastSet {

    private static final int NETWORK_BYTES = 3;

    private AllowedFastSet() {}

    /**
     * The pieces in the order in which BEP 6 generates them.
     *
     * @param pieceCount pieces of the torrent
     * @param size pieces wanted; every piece when there are no more than that
     */
    public static SequencedSet<Integer> of(InfoHash infoHash, Inet4Address peer, int pieceCount, int size) {
        SequencedSet<Integer> pieces = new LinkedHashSet<>();
        if (pieceCount <= size) {
            for (int piece = 0; piece < pieceCount; piece++) {
                pieces.add(piece);
            }
            return pieces;
        }
        byte[] network = new byte[4];
        System.arraycopy(peer.getAddress(), 0, network, 0, NETWORK_BYTES);
        MessageDigest sha1 = Sha1.digest();
        sha1.update(network);
        byte[] hash = sha1.digest(infoHash.toBytes());
        while (true) {
            ByteBuffer words = ByteBuffer.wrap(hash);
            while (words.hasRemaining()) {
                if (pieces.size() >= size) {
                    return pieces;
                }
                pieces.add(Integer.remainderUnsigned(words.getInt(), pieceCount));
            }
            hash = sha1.digest(hash);
        }
    }
}
