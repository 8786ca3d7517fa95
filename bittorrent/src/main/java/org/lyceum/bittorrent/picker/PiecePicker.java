package org.lyceum.bittorrent.picker;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;

/**
 * Decides which block to ask of which peer, and remembers whom each was asked of.
 *
 * <h2>Policy</h2>
 *
 * <p>The order is that of Cohen, <i>Incentives Build Robustness in BitTorrent</i> (2003), section 2.4, with what later
 * clients added to it. A peer is asked, as far as it has them, for blocks of
 *
 * <ol>
 *   <li>pieces with a deadline, by rank: a reader waits for them;
 *   <li>the piece that it is already at, then other partial pieces: only a whole piece can be checked and passed on;
 *   <li>a new piece of the highest priority, and among those the rarest, ties broken at random so that peers do not all
 *       choose the same. The first {@value PieceChoice#RANDOM_FIRST} pieces are random instead: a rare piece is slow to
 *       get, and a newcomer has nothing to trade before its first. In sequential mode the lowest index replaces both;
 *   <li>in end-game, when nothing wanted is left unrequested, blocks that others were asked for: otherwise the slowest
 *       peer decides when the download ends. The first copy wins, and the rest are cancelled.
 * </ol>
 *
 * <p>A fast peer takes pieces that nobody else works on, so that its blocks arrive in the order in which they are
 * hashed and a bad piece names its sender; slow peers share, so that their pieces become whole at all.
 *
 * <h2>Cost</h2>
 *
 * <p>A peer's pipeline asks for something each time a block arrives, so that nothing here may look at all pieces:
 *
 * <ul>
 *   <li>Most picks go on with the piece the peer is at, and cost a few comparisons.
 *   <li>A new piece comes from the urgent end of {@link PieceOrder}, which every change of availability keeps sorted by
 *       swaps, as libtorrent's picker does. Where the peer lacks the rare pieces, the search stops after a bounded walk
 *       and intersects bit fields, 64 pieces at a time.
 *   <li>A peer for which there was nothing is answered at once until something changes ({@code changes}) that could
 *       help some peer. Without this, every idle peer would search in vain at each of its messages.
 *   <li>Peers with every piece are counted, not entered piece by piece: they do not change the order.
 * </ul>
 *
 * <p>A piece costs 15 bytes; block states exist only for pieces under way.
 *
 * <h2>States</h2>
 *
 * <p>A piece that is neither complete nor skipped is either in the order or open, never both. It opens when its first
 * block is requested, goes back when its last request is taken back before a block came, and is whole when all blocks
 * are here: then it is neither picked nor complete until {@link #completed} or {@link #invalidated} says what its hash
 * was. A skipped piece stays open with what it has, and is not picked.
 *
 * <p>Confined to one thread. Peers are small non-negative numbers that the caller gives out, and may give out again
 * after {@link #peerGone}. Callbacks must not call back.
 */
public final class PiecePicker {

    private final int pieceCount;
    private final PieceStates states;
    private final PieceChoice choice;
    private final PieceOrder order;
    private final OpenPieces open;
    /** By peer; grown as peers come. */
    private @Nullable PeerMemory[] memories = new PeerMemory[16];

    /**
     * Every piece wanted at normal priority, none complete.
     *
     * @param pieceLength bytes of every piece but the last
     * @param totalLength bytes of all pieces
     */
    public PiecePicker(int pieceCount, int pieceLength, long totalLength, RandomGenerator random) {
        if (pieceLength < 1 || totalLength < 0 || Math.ceilDiv(totalLength, (long) pieceLength) != pieceCount) {
            throw new IllegalArgumentException(
                    "%d pieces of %d bytes for %d bytes".formatted(pieceCount, pieceLength, totalLength));
        }
        this.pieceCount = pieceCount;
        states = new PieceStates(pieceCount, pieceLength, totalLength, random);
        choice = new PieceChoice(states);
        order = states.order();
        open = states.open();
    }

    /** A peer came with these pieces; what it gets later is told by {@link #peerHas}. */
    public void addPeer(BitField has) {
        check(has);
        if (has.isFull()) {
            order.addSeed();
        } else {
            for (int piece = has.nextSet(0); piece >= 0; piece = has.nextSet(piece + 1)) {
                order.addCopy(piece);
            }
        }
    }

    /** A peer left with these pieces: those it came with and those told since. */
    public void removePeer(BitField has) {
        check(has);
        if (has.isFull()) {
            order.removeSeed();
        } else {
            for (int piece = has.nextSet(0); piece >= 0; piece = has.nextSet(piece + 1)) {
                order.removeCopy(piece);
            }
        }
    }

    /** A peer that was added without this piece has it now. */
    public void peerHas(int piece) {
        order.addCopy(check(piece));
    }

    /** How many of the peers added have a piece. */
    public int availability(int piece) {
        return order.availability(check(piece));
    }

    /** {@link #availability(int)} of every piece, in an array of the caller's own. */
    public int[] availability() {
        return order.availability();
    }

    /** Requests already made for a piece that is skipped from now on stay good. */
    public void setPriority(int piece, PiecePriority priority) {
        states.setPriority(check(piece), priority);
    }

    public void setSequential(boolean sequential) {
        choice.setSequential(sequential);
    }

    /** At so many partial pieces, a peer that can help with one of them is not given a new one. */
    public void setPartialLimit(int limit) {
        choice.setPartialLimit(limit);
    }

    /**
     * Asks for a piece before all pieces without a deadline or with one of higher rank, even if its priority is to be
     * skipped, until it is complete.
     */
    public void setDeadline(int piece, int rank) {
        states.setDeadline(check(piece), rank);
    }

    public void clearDeadline(int piece) {
        states.clearDeadline(check(piece));
    }

    /** A piece was verified, by its download or at the start; requests outstanding for it are forgotten. */
    public void completed(int piece) {
        states.complete(check(piece));
    }

    /** A piece is wanted again from nothing: it failed its hash or was lost; requests for it are forgotten. */
    public void invalidated(int piece) {
        states.invalidate(check(piece));
    }

    /**
     * A piece failed its hash and several peers had sent parts of it: it is wanted again, and from now on all of it from
     * one peer, so that its next failure has one culprit. When that peer leaves or lets it lie, another begins anew.
     */
    public void suspected(int piece) {
        states.setSolo(check(piece));
        invalidated(piece);
    }

    /**
     * Changes when blocks of an open piece that were received no longer count, and what is kept of them is to be dropped.
     */
    public long attempt(int piece) {
        OpenPiece opened = open.of(piece);
        return opened != null ? opened.attempt() : -1;
    }

    /**
     * Gives {@code out} up to {@code max} blocks to ask of a peer, and counts them as requested of it.
     *
     * <p>In end-game those of them that others were asked for are the last that anybody was asked for, so that a peer with
     * nothing to do takes over from the end of the queues of those with much, and little comes twice.
     *
     * @param has the pieces that the peer may be asked for; the same object each time while it is the same set
     * @param maxDuplicates how many of the blocks may be ones that others were asked for already
     * @param wholePieces whether the peer is fast enough for pieces of its own
     */
    public void pick(int peer, BitField has, int max, int maxDuplicates, boolean wholePieces, Consumer<Block> out) {
        check(has);
        PeerMemory memory = memoryOf(peer);
        if (memory.isIdle(has, states.changes())) {
            return;
        }
        int left = max;
        while (left > 0) {
            OpenPiece piece = choice.urgent(peer, has);
            if (piece == null) {
                piece = choice.next(peer, has, memory.current(), wholePieces);
                if (piece == null) {
                    break;
                }
                memory.workingOn(piece);
            }
            left -= request(piece, peer, left, out);
        }
        if (states.isEndGame()) {
            left = Math.min(left, maxDuplicates);
            while (left > 0 && choice.duplicable(peer, has) instanceof OpenPiece piece) {
                left -= duplicate(piece, peer, left, out);
            }
        }
        if (left > 0) {
            memory.leftWanting(has, states.changes());
        }
    }

    private int request(OpenPiece piece, int peer, int max, Consumer<Block> out) {
        int given = 0;
        while (given < max && piece.hasUnrequested()) {
            out.accept(piece.request(peer));
            given++;
        }
        states.advanced(piece);
        if (states.isEndGame()) {
            states.changed();
        }
        return given;
    }

    private int duplicate(OpenPiece piece, int peer, int max, Consumer<Block> out) {
        int given = 0;
        int index = piece.duplicateFor(peer);
        while (given < max && index >= 0) {
            out.accept(piece.duplicate(index, peer));
            given++;
            index = piece.duplicateFor(peer);
        }
        states.advanced(piece);
        return given;
    }

    /**
     * A block came.
     *
     * @param cancel gets the other peers that were asked for it, to be told that it is no longer needed
     * @return whether it was outstanding with this peer, and so is the first copy; otherwise it is to be thrown away
     */
    public boolean received(int peer, Block block, IntConsumer cancel) {
        OpenPiece piece = open.of(block.piece());
        if (piece == null || !piece.receive(block, peer, cancel)) {
            return false;
        }
        states.advanced(piece);
        return true;
    }

    /** A request came to nothing: rejected, timed out, cancelled, or lost to a choke. */
    public void released(int peer, Block block) {
        OpenPiece piece = open.of(block.piece());
        if (piece != null && piece.release(block, peer)) {
            states.reopened(piece);
        }
    }

    /** Every request of a peer came to nothing, and its number may be given to another. */
    public void peerGone(int peer) {
        for (OpenPiece piece : open.all()) {
            if (piece.gone(peer)) {
                states.reopened(piece);
            }
        }
        if (peer < memories.length) {
            memories[peer] = null;
        }
    }

    /** A received block was dropped before it was written or hashed: it is wanted again. */
    public void discarded(Block block) {
        OpenPiece piece = open.of(block.piece());
        if (piece != null && piece.discard(block)) {
            states.reopened(piece);
        }
    }

    /** Whether all blocks of a piece are here and it waits for {@link #completed} or {@link #invalidated}. */
    public boolean isWhole(int piece) {
        OpenPiece opened = open.of(piece);
        return opened != null && opened.isWhole();
    }

    /** Whether a peer has a piece that is wanted and not complete. */
    public boolean isInteresting(BitField has) {
        return has.nextCommon(states.remaining(), 0) >= 0;
    }

    /** Wanted pieces that are not complete. */
    public int remaining() {
        return states.remaining().cardinality();
    }

    public boolean isFinished() {
        return states.remaining().isEmpty();
    }

    private PeerMemory memoryOf(int peer) {
        if (peer >= memories.length) {
            memories = Arrays.copyOf(memories, Math.max(peer + 1, memories.length * 2));
        }
        PeerMemory memory = memories[peer];
        if (memory == null) {
            memory = new PeerMemory();
            memories[peer] = memory;
        }
        return memory;
    }

    private int check(int piece) {
        return Objects.checkIndex(piece, pieceCount);
    }

    private void check(BitField has) {
        if (has.size() != pieceCount) {
            throw new IllegalArgumentException(
                    "a bit field of %d pieces for a torrent of %d".formatted(has.size(), pieceCount));
        }
    }
}
