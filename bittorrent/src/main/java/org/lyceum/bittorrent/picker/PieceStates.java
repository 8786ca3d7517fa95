package org.lyceum.bittorrent.picker;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.BitField;

/** Where each piece stands: complete, unwanted, in the order of those not begun, or open. */
final class PieceStates {

    private static final byte UNWANTED = -1;

    private final int pieceLength;
    private final long totalLength;
    /** By piece, from its priority: a level of {@link PieceOrder}, or {@link #UNWANTED}. */
    private final byte[] levels;

    private final BitField complete;
    /** Wanted and not complete, begun or not. */
    private final BitField remaining;

    private final PieceOrder order;
    private final OpenPieces open = new OpenPieces();
    /** Not complete, and of doubtful senders. */
    private final Set<Integer> solo = new HashSet<>();

    private final Deadlines deadlines = new Deadlines();
    /** Counts what may give an idle peer something to do. */
    private long changes;

    PieceStates(int pieceCount, int pieceLength, long totalLength, RandomGenerator random) {
        this.pieceLength = pieceLength;
        this.totalLength = totalLength;
        levels = new byte[pieceCount];
        Arrays.fill(levels, level(PiecePriority.NORMAL));
        complete = new BitField(pieceCount);
        remaining = BitField.full(pieceCount);
        order = new PieceOrder(pieceCount, level(PiecePriority.NORMAL), random);
    }

    PieceOrder order() {
        return order;
    }

    OpenPieces open() {
        return open;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    BitField complete() {
        return complete;
    }

    BitField remaining() {
        return remaining;
    }

    long changes() {
        return changes;
    }

    void changed() {
        changes++;
    }

    void setPriority(int piece, PiecePriority priority) {
        levels[piece] = level(priority);
        file(piece);
    }

    void setDeadline(int piece, int rank) {
        if (complete.get(piece)) {
            return;
        }
        deadlines.set(piece, rank);
        file(piece);
    }

    void clearDeadline(int piece) {
        if (deadlines.clear(piece)) {
            file(piece);
        }
    }

    void complete(int piece) {
        complete.set(piece);
        solo.remove(piece);
        deadlines.clear(piece);
        close(piece);
        file(piece);
    }

    /** All of a piece is to come from one peer, whenever it is opened again. */
    void setSolo(int piece) {
        solo.add(piece);
    }

    void invalidate(int piece) {
        complete.clear(piece);
        close(piece);
        file(piece);
    }

    private void close(int piece) {
        OpenPiece opened = open.of(piece);
        if (opened != null) {
            open.close(opened);
        }
    }

    /** Takes a piece out of the order to ask for its blocks. */
    OpenPiece begin(int piece) {
        order.remove(piece);
        int length = (int) Math.min(pieceLength, totalLength - (long) piece * pieceLength);
        return open.open(piece, length, solo.contains(piece));
    }

    /** The piece again wants something that was taken back or thrown away. */
    void reopened(OpenPiece piece) {
        if (piece.isUntouched()) {
            open.close(piece);
        }
        file(piece.piece());
    }

    /** The piece was asked for, or got, some blocks. */
    void advanced(OpenPiece piece) {
        open.file(piece, isWanted(piece.piece()));
    }

    /** Puts a piece where it belongs after what is wanted, or what is here, has changed. */
    private void file(int piece) {
        boolean wanted = isWanted(piece);
        if (wanted) {
            remaining.set(piece);
        } else {
            remaining.clear(piece);
        }
        OpenPiece opened = open.of(piece);
        if (opened != null) {
            open.file(opened, wanted);
        } else if (wanted) {
            order.put(piece, level(piece));
        } else {
            order.remove(piece);
        }
        if (wanted || isEndGame()) {
            changed();
        }
    }

    private boolean isWanted(int piece) {
        return !complete.get(piece) && level(piece) != UNWANTED;
    }

    /** Nothing wanted is left unrequested. */
    boolean isEndGame() {
        return order.isEmpty() && open.startable().isEmpty();
    }

    /** The level of a piece; a deadline makes one wanted that is to be skipped. */
    int level(int piece) {
        int level = levels[piece];
        return level == UNWANTED && deadlines.contains(piece) ? level(PiecePriority.LOW) : level;
    }

    private static byte level(PiecePriority priority) {
        return switch (priority) {
            case SKIP -> UNWANTED;
            case LOW -> 0;
            case NORMAL -> 1;
            case HIGH -> 2;
        };
    }
}
