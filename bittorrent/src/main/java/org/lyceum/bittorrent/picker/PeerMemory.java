package org.lyceum.bittorrent.picker;

import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;

/** What the picker keeps about a peer between two picks. */
final class PeerMemory {

    private @Nullable OpenPiece current;
    private @Nullable BitField askedWith;
    private int askedPieces;
    private long askedAt;

    /** The piece that it was last given blocks of. */
    @Nullable
    OpenPiece current() {
        return current;
    }

    void workingOn(OpenPiece piece) {
        current = piece;
    }

    /** There was less for it than it asked for. */
    void leftWanting(BitField has, long changes) {
        askedWith = has;
        askedPieces = has.cardinality();
        askedAt = changes;
    }

    /** Whether nothing has changed since it was left wanting: neither the picker nor what the peer has. */
    @SuppressWarnings("ReferenceEquality") // the fields only grow: the same one with as many pieces has the same pieces
    boolean isIdle(BitField has, long changes) {
        return askedWith == has && askedPieces == has.cardinality() && askedAt == changes;
    }
}
