package org.lyceum.bittorrent.swarm;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * What a peer says that it has. Before the metadata is known the number of pieces is not, so its claims are kept as
 * they came, bounded, and checked once it is.
 */
final class PeerPieces {

    /** More pieces than any torrent that fits the metadata limit can have (30 MiB of 20 byte hashes). */
    private static final int MOST_PIECES = 30 * 1024 * 1024 / 20;

    private @Nullable BitField field;
    private byte @Nullable [] claimed;
    private boolean claimedAll;
    private final BitSet claimedSingly = new BitSet();

    /** Null until the number of pieces is known. */
    @Nullable
    BitField field() {
        return field;
    }

    boolean isSeed() {
        return field != null ? field.isFull() : claimedAll;
    }

    double progress() {
        return field != null && field.size() > 0 ? (double) field.cardinality() / field.size() : isSeed() ? 1 : 0;
    }

    void bitfield(byte[] bits) {
        claimed = bits;
        claimedAll = false;
        claimedSingly.clear();
    }

    void all() {
        claimed = null;
        claimedAll = true;
    }

    void none() {
        claimed = null;
        claimedAll = false;
        claimedSingly.clear();
    }

    /** True when this is news. */
    boolean have(int piece) {
        if (field != null) {
            if (piece >= field.size()) {
                throw BitTorrentException.malformed(
                        "have: piece %d, but the torrent has %d".formatted(piece, field.size()));
            }
            return field.set(piece);
        }
        if (piece >= MOST_PIECES) {
            throw BitTorrentException.malformed("have: piece %d is beyond any torrent".formatted(piece));
        }
        claimedSingly.set(piece);
        return true;
    }

    /**
     * Turns the claims into a bit field of {@code pieces}.
     *
     * @throws BitTorrentException when they do not fit
     */
    BitField resolve(int pieces) {
        BitField resolved = claimedAll
                ? BitField.full(pieces)
                : claimed != null ? BitField.fromBytes(claimed, pieces) : new BitField(pieces);
        if (claimedSingly.length() > pieces) {
            throw BitTorrentException.malformed(
                    "have: piece %d, but the torrent has %d".formatted(claimedSingly.length() - 1, pieces));
        }
        claimedSingly.stream().forEach(resolved::set);
        claimed = null;
        claimedSingly.clear();
        field = resolved;
        return resolved;
    }
}
