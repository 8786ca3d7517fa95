package org.lyceum.bittorrent.picker;

import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;

/** Which piece a peer goes on with when it can be asked for more: the policy of {@link PiecePicker}. */
final class PieceChoice {

    /** Pieces to have before rarity counts. */
    static final int RANDOM_FIRST = 4;

    private final PieceStates states;
    private boolean sequential;
    private int partialLimit = Integer.MAX_VALUE;

    PieceChoice(PieceStates states) {
        this.states = states;
    }

    void setSequential(boolean sequential) {
        this.sequential = sequential;
    }

    void setPartialLimit(int limit) {
        partialLimit = limit;
    }

    /** A piece that a reader waits for and of which a peer can still be asked something. */
    @Nullable
    OpenPiece urgent(int peer, BitField has) {
        Deadlines deadlines = states.deadlines();
        for (int place = 0; place < deadlines.size(); place++) {
            int piece = deadlines.piece(place);
            if (has.get(piece)) {
                OpenPiece opened = states.open().of(piece);
                if (opened == null) {
                    return states.begin(piece);
                }
                if (opened.hasUnrequested() && opened.admits(peer)) {
                    return opened;
                }
            }
        }
        return null;
    }

    /** A piece with unrequested blocks for a peer that is at {@code current}; null when there is none for it. */
    @Nullable
    OpenPiece next(int peer, BitField has, @Nullable OpenPiece current, boolean wholePieces) {
        OpenPieces open = states.open();
        if (current != null && open.isStartable(current) && has.get(current.piece()) && current.admits(peer)) {
            return current;
        }
        boolean join = !wholePieces || open.partial() >= partialLimit;
        OpenPiece partial = partial(peer, has, join);
        if (partial != null) {
            return partial;
        }
        int piece = untouched(has);
        if (piece >= 0) {
            return states.begin(piece);
        }
        return join ? null : partial(peer, has, true);
    }

    /** The partial piece to finish first; without {@code join} only one that no other peer is at. */
    private @Nullable OpenPiece partial(int peer, BitField has, boolean join) {
        OpenPiece best = null;
        for (OpenPiece piece : states.open().startable()) {
            if (has.get(piece.piece())
                    && piece.admits(peer)
                    && (join || piece.isFreeFor(peer))
                    && (best == null || precedes(piece, best))) {
                best = piece;
            }
        }
        return best;
    }

    private boolean precedes(OpenPiece left, OpenPiece right) {
        int byLevel = Integer.compare(states.level(right.piece()), states.level(left.piece()));
        if (byLevel != 0) {
            return byLevel < 0;
        }
        return sequential ? left.piece() < right.piece() : left.missing() < right.missing();
    }

    private int untouched(BitField has) {
        if (sequential) {
            return states.order().first(has);
        }
        return states.complete().cardinality() < RANDOM_FIRST
                ? states.order().random(has)
                : states.order().rarest(has);
    }

    /** The last piece of which a peer can be asked for blocks that others were asked for already. */
    @Nullable
    OpenPiece duplicable(int peer, BitField has) {
        for (OpenPiece piece : states.open().duplicable().reversed()) {
            if (has.get(piece.piece()) && piece.duplicateFor(peer) >= 0) {
                return piece;
            }
        }
        return null;
    }
}
