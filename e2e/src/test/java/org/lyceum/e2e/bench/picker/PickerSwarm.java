package org.lyceum.e2e.bench.picker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.picker.PiecePicker;

/**
 * A large swarm around one picker that goes on for ever: peers get pieces, blocks are asked for and arrive, and for each piece that becomes complete an earlier one is wanted again, so that the last step meets what the
 * first one met.
 */
final class PickerSwarm {

    static final int PIECES = 100_000;
    static final int PEERS = 200;

    private static final int BLOCKS = 16;
    private static final int PIECE_LENGTH = BLOCKS * Block.SIZE;
    private static final int SEEDS = 20;
    /** Requests that a peer has open. */
    private static final int PIPELINE = 8;
    /** Peers beyond this one are too slow for pieces of their own. */
    private static final int FAST = 40;

    private static final int DEADLINES = 50;
    /** Pieces missing in end-game: fewer blocks than the pipelines hold. */
    private static final int LAST_PIECES = 60;

    /** Steps for each piece that some peer gets: as often as blocks make a piece. */
    private static final int STEPS_PER_HAVE = BLOCKS;

    private final RandomGenerator random = new Random(1);
    private final PickerMode mode;
    private final PiecePicker picker;
    private final BitField[] has = new BitField[PEERS];
    /** By peer, the oldest request first. */
    private final List<Deque<Block>> asked = new ArrayList<>();

    private final BitField complete = new BitField(PIECES);
    /** Pieces as they became complete, those among them that are wanted again. */
    private final Deque<Integer> completed = new ArrayDeque<>();

    private int reader;
    private int turn;
    private long steps;
    private long requests;
    private long received;

    PickerSwarm(PickerMode mode) {
        this.mode = mode;
        picker = new PiecePicker(PIECES, PIECE_LENGTH, (long) PIECES * PIECE_LENGTH, random);
        picker.setSequential(mode == PickerMode.SEQUENTIAL);
        for (int peer = 0; peer < PEERS; peer++) {
            asked.add(new ArrayDeque<>());
            has[peer] = peer < SEEDS ? BitField.full(PIECES) : someOf(peer);
            picker.addPeer(has[peer]);
        }
        int there = mode == PickerMode.END_GAME ? PIECES - LAST_PIECES : PIECES / 2;
        random.ints(0, PIECES).distinct().limit(there).forEach(this::complete);
        if (mode == PickerMode.DEADLINES) {
            for (int piece = 0; piece < DEADLINES; piece++) {
                wanted(piece);
            }
        }
    }

    /** A tenth to nine tenths of the pieces. */
    private BitField someOf(int peer) {
        int tenths = 1 + peer % 9;
        BitField some = new BitField(PIECES);
        for (int piece = 0; piece < PIECES; piece++) {
            if (random.nextInt(10) < tenths) {
                some.set(piece);
            }
        }
        return some;
    }

    /** One peer asks for one block, after its oldest one has come if its pipeline is full. */
    void step() {
        steps++;
        int peer = turn;
        turn = (turn + 1) % PEERS;
        if (asked.get(peer).size() >= PIPELINE) {
            receive(peer, asked.get(peer).remove());
        }
        long before = requests;
        picker.pick(peer, has[peer], 1, 1, peer < FAST, block -> {
            asked.get(peer).add(block);
            requests++;
        });
        if (requests == before && !asked.get(peer).isEmpty()) {
            // as in end-game, where there is less to ask for than peers could take
            receive(peer, asked.get(peer).remove());
        }
        if (steps % STEPS_PER_HAVE == 0) {
            gain(random.nextInt(SEEDS, PEERS), random.nextInt(PIECES));
        }
    }

    private void receive(int peer, Block block) {
        received++;
        picker.received(peer, block, other -> asked.get(other).remove(block));
        int piece = block.piece();
        if (picker.isWhole(piece)) {
            complete(piece);
            loseOldest();
            if (mode == PickerMode.DEADLINES && piece == reader) {
                reader = (reader + 1) % PIECES;
                wanted((reader + DEADLINES - 1) % PIECES);
            }
        }
    }

    private void complete(int piece) {
        picker.completed(piece);
        complete.set(piece);
        completed.add(piece);
    }

    private void loseOldest() {
        int oldest = completed.remove();
        while (!complete.clear(oldest)) {
            oldest = completed.remove();
        }
        picker.invalidated(oldest);
    }

    /** A reader comes to a piece, which may be there or not. */
    private void wanted(int piece) {
        complete.clear(piece);
        picker.invalidated(piece);
        picker.setDeadline(piece, piece);
    }

    private void gain(int peer, int piece) {
        if (has[peer].set(piece)) {
            picker.peerHas(piece);
        }
    }

    /** A peer that is no seed leaves, and another comes. */
    void replacePeer() {
        int peer = random.nextInt(SEEDS, PEERS);
        picker.peerGone(peer);
        asked.get(peer).clear();
        picker.removePeer(has[peer]);
        has[peer] = someOf(peer);
        picker.addPeer(has[peer]);
    }

    /** Blocks asked for so far. */
    long requests() {
        return requests;
    }

    /** Blocks that came. */
    long received() {
        return received;
    }
}
