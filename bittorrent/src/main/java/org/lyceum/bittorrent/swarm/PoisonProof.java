package org.lyceum.bittorrent.swarm;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.lyceum.bittorrent.swarm.PieceAssembly.SentBlock;

/**
 * Finds who sent a bad block. When a piece fails its hash, the hash of each block is kept with its sender; once the
 * piece has been fetched well, the blocks that differ name the culprits. Whoever sent a whole bad piece alone needs
 * no second look, and after the first failure a piece comes from one peer at a time: so there is one list a piece.
 */
final class PoisonProof {

    /** Some megabytes. Of the pieces beyond, those that failed first are forgiven. */
    static final int MOST_BLOCKS = 32 * 1024;

    private final SequencedMap<Integer, List<SentBlock>> suspects = new LinkedHashMap<>();
    private int blocksKept;

    /** A piece failed its hash; answers who is guilty for certain. */
    Set<PeerConnection> failed(int piece, List<SentBlock> blocks) {
        Set<PeerConnection> senders = new HashSet<>();
        blocks.forEach(block -> senders.add(block.sender()));
        if (senders.size() == 1) {
            return senders;
        }
        if (suspects.putIfAbsent(piece, blocks) == null) {
            blocksKept += blocks.size();
        }
        while (blocksKept > MOST_BLOCKS && suspects.size() > 1) {
            blocksKept -= suspects.pollFirstEntry().getValue().size();
        }
        return Set.of();
    }

    boolean suspects(int piece) {
        return suspects.containsKey(piece);
    }

    /** The piece is good now; answers who had sent blocks that differ from the good ones. */
    Set<PeerConnection> proven(int piece, List<SentBlock> good) {
        Set<PeerConnection> guilty = new HashSet<>();
        List<SentBlock> earlier = suspects.remove(piece);
        if (earlier != null) {
            blocksKept -= earlier.size();
            for (SentBlock suspect : earlier) {
                if (!good.get(suspect.index()).sha1().equals(suspect.sha1())) {
                    guilty.add(suspect.sender());
                }
            }
        }
        return guilty;
    }
}
