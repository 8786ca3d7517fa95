package org.lyceum.bittorrent.picker;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.lyceum.bittorrent.Block;

/**
 * A piece under way: for each block whom it was asked of, or that it is here.
 *
 * <p>A block is unrequested, requested of 1 to {@link #MAX_REQUESTS} peers, or received.
 */
final class OpenPiece {

    /**
     * Peers that one block may be asked of at the same time, in end-game. Two stalled peers cannot hold it up, and what
     * is fetched in vain stays within twice the last few blocks.
     */
    static final int MAX_REQUESTS = 3;

    private static final byte RECEIVED = -1;

    private static final int NOBODY = -1;

    private final int piece;
    private final int length;
    /** Per block the number of peers that it is requested of, or {@link #RECEIVED}. */
    private final byte[] requests;
    /** {@link #MAX_REQUESTS} places a block, the oldest request first. */
    private final int[] peers;

    private int unrequested;
    private int missing;
    /** Requests outstanding over all blocks, and how many more could be. */
    private int outstanding;

    private int room;
    /** No block before this one is unrequested. */
    private int cursor;
    /** Whoever all outstanding requests are with, as long as that is one peer. */
    private int worker = NOBODY;

    /** Whether all of it is to come from one peer. */
    private final boolean solo;

    /** Whom a solo piece is asked of. */
    private int owner = NOBODY;

    private long attempt;

    /** What {@link #moved} answered by; at first what no piece can be. */
    private int filed = -1;

    /** @param number of its own among all pieces that are ever opened */
    OpenPiece(int piece, int length, boolean solo, int number) {
        this.piece = piece;
        this.length = length;
        this.solo = solo;
        attempt = (long) number << Integer.SIZE;
        int blocks = (length + Block.SIZE - 1) / Block.SIZE;
        requests = new byte[blocks];
        peers = new int[blocks * MAX_REQUESTS];
        unrequested = blocks;
        missing = blocks;
        room = blocks * MAX_REQUESTS;
    }

    int piece() {
        return piece;
    }

    boolean hasUnrequested() {
        return unrequested > 0;
    }

    /** Everything is asked for, and some of it may be asked of one peer more. */
    boolean isDuplicable() {
        return !solo && unrequested == 0 && room > 0;
    }

    boolean isWhole() {
        return missing == 0;
    }

    /** Whether the answers of the three above, as far as the piece is wanted, differ from those at the last call. */
    boolean moved(boolean wanted) {
        int now = (wanted && hasUnrequested() ? 1 : 0) | (wanted && isDuplicable() ? 2 : 0) | (isWhole() ? 4 : 0);
        boolean moved = now != filed;
        filed = now;
        return moved;
    }

    /** Nothing is here and nothing under way: the piece need not be open. */
    boolean isUntouched() {
        return unrequested == requests.length;
    }

    /** Blocks not here yet. */
    int missing() {
        return missing;
    }

    /** Whether nobody but {@code peer} is asked for a part of it at present. */
    boolean isFreeFor(int peer) {
        return outstanding == 0 || worker == peer;
    }

    /** Whether {@code peer} may be asked for a part of it. */
    boolean admits(int peer) {
        return !solo || owner == peer || outstanding == 0;
    }

    /** Another number once what was received of the piece no longer counts. */
    long attempt() {
        return attempt;
    }

    /** The index of a block, or -1 when the piece is not cut so. */
    private int indexOf(Block block) {
        int index = block.offset() / Block.SIZE;
        return index < requests.length && block.equals(block(index)) ? index : -1;
    }

    private Block block(int index) {
        int offset = index * Block.SIZE;
        return new Block(piece, offset, Math.min(Block.SIZE, length - offset));
    }

    /** Asks a peer for the first unrequested block; there is one. */
    Block request(int peer) {
        if (solo && owner != peer) {
            restart();
            owner = peer;
        }
        while (requests[cursor] != 0) {
            cursor++;
        }
        unrequested--;
        worker = outstanding == 0 || worker == peer ? peer : NOBODY;
        return ask(cursor++, peer);
    }

    /** Wants every block again; none is outstanding. */
    private void restart() {
        if (unrequested < requests.length) {
            Arrays.fill(requests, (byte) 0);
            unrequested = requests.length;
            missing = requests.length;
            room = requests.length * MAX_REQUESTS;
            cursor = 0;
            attempt++;
        }
    }

    /** Of the blocks that fewest other peers are asked for, and {@code peer} is not, the last; or -1. */
    int duplicateFor(int peer) {
        int best = -1;
        for (int index = requests.length - 1; index >= 0; index--) {
            int asked = requests[index];
            if (asked > 0 && asked < MAX_REQUESTS && (best < 0 || asked < requests[best]) && placeOf(index, peer) < 0) {
                best = index;
                if (asked == 1) {
                    return best;
                }
            }
        }
        return best;
    }

    /** Asks one peer more for a block. */
    Block duplicate(int index, int peer) {
        worker = worker == peer ? peer : NOBODY;
        return ask(index, peer);
    }

    private Block ask(int index, int peer) {
        peers[index * MAX_REQUESTS + requests[index]++] = peer;
        outstanding++;
        room--;
        return block(index);
    }

    /** Takes a block that was requested of {@code peer}, false when it was not; its other peers go to {@code cancel}. */
    boolean receive(Block block, int peer, IntConsumer cancel) {
        int index = indexOf(block);
        if (index < 0 || placeOf(index, peer) < 0) {
            return false;
        }
        int asked = requests[index];
        requests[index] = RECEIVED;
        missing--;
        outstanding -= asked;
        room -= MAX_REQUESTS - asked;
        for (int place = index * MAX_REQUESTS; place < index * MAX_REQUESTS + asked; place++) {
            if (peers[place] != peer) {
                cancel.accept(peers[place]);
            }
        }
        return true;
    }

    /** Takes one request back; false when there was none. */
    boolean release(Block block, int peer) {
        int index = indexOf(block);
        return index >= 0 && release(index, peer);
    }

    private boolean release(int index, int peer) {
        int place = placeOf(index, peer);
        if (place < 0) {
            return false;
        }
        int last = index * MAX_REQUESTS + --requests[index];
        System.arraycopy(peers, place + 1, peers, place, last - place);
        outstanding--;
        room++;
        if (requests[index] == 0) {
            unrequested++;
            cursor = Math.min(cursor, index);
        }
        return true;
    }

    /** Takes every request of a peer back that has left; true when there was one. */
    boolean gone(int peer) {
        if (owner == peer) {
            owner = NOBODY;
        }
        if (outstanding == 0 || (worker != NOBODY && worker != peer)) {
            return false;
        }
        boolean released = false;
        for (int index = 0; index < requests.length; index++) {
            released |= release(index, peer);
        }
        return released;
    }

    /** Wants a received block again; false when it was not here. */
    boolean discard(Block block) {
        int index = indexOf(block);
        if (index < 0 || requests[index] != RECEIVED) {
            return false;
        }
        requests[index] = 0;
        missing++;
        unrequested++;
        room += MAX_REQUESTS;
        cursor = Math.min(cursor, index);
        return true;
    }

    private int placeOf(int index, int peer) {
        int first = index * MAX_REQUESTS;
        for (int place = first; place < first + requests[index]; place++) {
            if (peers[place] == peer) {
                return place;
            }
        }
        return -1;
    }
}
