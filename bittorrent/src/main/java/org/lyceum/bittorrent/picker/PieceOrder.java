package org.lyceum.bittorrent.picker;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.BitField;

/**
 * The wanted pieces that nobody has been asked for yet, the most urgent last.
 *
 * <p>One array holds them, cut into buckets by priority and availability, and a second array says where each piece
 * stands. A piece whose availability changes crosses one boundary by two swaps. A piece that leaves is filled in for by
 * one piece of each bucket behind it; those are few, because pieces mostly leave from the urgent end, which is why that
 * end is the last. Inside a bucket the order is random: every arrival swaps places with a random member.
 */
final class PieceOrder {

    /**
     * Copies from which on a piece counts as common. Rarest first exists to save pieces from dying out, and nothing
     * that so many peers hold is in danger; a bound keeps the boundaries in a fixed, small array.
     */
    private static final int COMMON = 63;

    /** Buckets of one priority: availability {@link #COMMON} first, 0 last. */
    private static final int BUCKETS = COMMON + 1;

    /** The priorities that put a piece here: low, normal, high. */
    private static final int LEVELS = 3;

    /**
     * How far a search follows the order before it turns to the peer's own pieces. A peer with an ordinary part of the
     * pieces is served within a few steps; 256 of them cost less than the bit scan that follows.
     */
    private static final int WALK = 256;

    /**
     * How many of a peer's own pieces are compared when the walk found none. The rarest of 512 is in the rarest half
     * percent with a probability of 92 %, and a peer with fewer candidates gets the exact answer.
     */
    private static final int SAMPLE = 512;

    private static final int ABSENT = -1;

    private final RandomGenerator random;
    private final int[] order;
    /** Index of each piece in {@link #order}, or {@link #ABSENT}. */
    private final int[] position;
    /** Bucket {@code b} is the range {@code start[b]} to {@code start[b + 1]}. */
    private final int[] start = new int[LEVELS * BUCKETS + 1];

    private final byte[] level;
    /** How many peers have each piece, without {@link #seeds}. */
    private final int[] copies;

    private int seeds;
    /** The pieces of each level once more, for searches by index. */
    private final BitField[] members = new BitField[LEVELS];
    /** No piece of a level stands before this index. */
    private final int[] lowest = new int[LEVELS];

    /** Every piece at {@code initialLevel}, of which no peer has any yet. */
    PieceOrder(int pieces, int initialLevel, RandomGenerator random) {
        this.random = random;
        order = new int[pieces];
        position = new int[pieces];
        level = new byte[pieces];
        copies = new int[pieces];
        Arrays.setAll(members, l -> new BitField(pieces));
        members[initialLevel].setAll();
        Arrays.fill(level, (byte) initialLevel);
        Arrays.fill(start, bucket(initialLevel, 0) + 1, start.length, pieces);
        for (int piece = 0; piece < pieces; piece++) {
            int other = random.nextInt(piece + 1);
            order[piece] = order[other];
            order[other] = piece;
        }
        for (int i = 0; i < pieces; i++) {
            position[order[i]] = i;
        }
    }

    boolean isEmpty() {
        return start[start.length - 1] == 0;
    }

    boolean contains(int piece) {
        return position[piece] != ABSENT;
    }

    /** Files a piece at a level from 0, wherever it was before. */
    void put(int piece, int newLevel) {
        if (contains(piece)) {
            if (level[piece] == newLevel) {
                return;
            }
            remove(piece);
        }
        level[piece] = (byte) newLevel;
        int bucket = bucket(newLevel, copies[piece]);
        for (int b = start.length - 2; b > bucket; b--) {
            if (start[b] < start[b + 1]) {
                place(order[start[b]], start[b + 1]);
            }
            start[b + 1]++;
        }
        place(piece, start[bucket + 1]++);
        shuffle(piece, bucket);
        members[newLevel].set(piece);
        lowest[newLevel] = Math.min(lowest[newLevel], piece);
    }

    void remove(int piece) {
        if (!contains(piece)) {
            return;
        }
        int bucket = bucket(level[piece], copies[piece]);
        int hole = position[piece];
        for (int b = bucket; b < start.length - 1; b++) {
            int last = start[b + 1] - 1;
            if (hole < last) {
                place(order[last], hole);
            }
            hole = last;
            start[b + 1] = last;
        }
        position[piece] = ABSENT;
        members[level[piece]].clear(piece);
    }

    int availability(int piece) {
        return seeds + copies[piece];
    }

    int[] availability() {
        return Arrays.stream(copies).map(count -> count + seeds).toArray();
    }

    void addSeed() {
        seeds++;
    }

    /**
     * A peer with every piece left. Peers that became seeds while connected were counted piece by piece: when only such
     * are left, every piece loses a copy.
     */
    void removeSeed() {
        if (seeds > 0) {
            seeds--;
            return;
        }
        for (int piece = 0; piece < copies.length; piece++) {
            removeCopy(piece);
        }
    }

    void addCopy(int piece) {
        int count = copies[piece]++;
        if (contains(piece) && count < COMMON) {
            int bucket = bucket(level[piece], count);
            swap(piece, start[bucket]++);
            shuffle(piece, bucket - 1);
        }
    }

    void removeCopy(int piece) {
        if (copies[piece] == 0) {
            throw new IllegalStateException("piece " + piece + ": a copy removed that was never added");
        }
        int count = --copies[piece];
        if (contains(piece) && count < COMMON) {
            int bucket = bucket(level[piece], count);
            swap(piece, --start[bucket]);
            shuffle(piece, bucket);
        }
    }

    /** The most wanted, then rarest piece that a peer has, or -1. */
    int rarest(BitField has) {
        for (int l = LEVELS - 1; l >= 0; l--) {
            int piece = rarest(l, has);
            if (piece >= 0) {
                return piece;
            }
        }
        return -1;
    }

    private int rarest(int l, BitField has) {
        int from = start[l * BUCKETS];
        int to = start[(l + 1) * BUCKETS];
        if (from == to) {
            return -1;
        }
        if (has.isFull()) {
            return order[to - 1];
        }
        // a peer's own pieces have a copy at least, so that the bucket of none is passed over
        int begin = start[(l + 1) * BUCKETS - 1];
        int end = Math.max(from, begin - WALK);
        for (int i = begin - 1; i >= end; i--) {
            if (has.get(order[i])) {
                return order[i];
            }
        }
        return sampled(l, has);
    }

    /** The rarest among {@link #SAMPLE} pieces of a peer, from a random one on. */
    private int sampled(int l, BitField has) {
        int origin = random.nextInt(order.length);
        int best = -1;
        int left = SAMPLE;
        for (int piece = has.nextCommon(members[l], origin);
                piece >= 0 && left > 0;
                piece = has.nextCommon(members[l], piece + 1)) {
            best = best < 0 || position[piece] > position[best] ? piece : best;
            left--;
        }
        for (int piece = has.nextCommon(members[l], 0);
                piece >= 0 && piece < origin && left > 0;
                piece = has.nextCommon(members[l], piece + 1)) {
            best = best < 0 || position[piece] > position[best] ? piece : best;
            left--;
        }
        return best;
    }

    /** Any piece of the highest level at which a peer has some, or -1. */
    int random(BitField has) {
        for (int l = LEVELS - 1; l >= 0; l--) {
            int from = start[l * BUCKETS];
            int size = start[(l + 1) * BUCKETS] - from;
            if (size > 0) {
                int origin = random.nextInt(size);
                for (int i = 0; i < Math.min(size, WALK); i++) {
                    int piece = order[from + (origin + i) % size];
                    if (has.get(piece)) {
                        return piece;
                    }
                }
                int piece = rarest(l, has);
                if (piece >= 0) {
                    return piece;
                }
            }
        }
        return -1;
    }

    /** The first piece by index of the highest level at which a peer has some, or -1. */
    int first(BitField has) {
        for (int l = LEVELS - 1; l >= 0; l--) {
            int low = members[l].nextSet(lowest[l]);
            lowest[l] = low < 0 ? order.length : low;
            int piece = low < 0 ? -1 : has.nextCommon(members[l], low);
            if (piece >= 0) {
                return piece;
            }
        }
        return -1;
    }

    private static int bucket(int level, int copies) {
        return level * BUCKETS + COMMON - Math.min(copies, COMMON);
    }

    private void shuffle(int piece, int bucket) {
        swap(piece, start[bucket] + random.nextInt(start[bucket + 1] - start[bucket]));
    }

    private void swap(int piece, int target) {
        int other = order[target];
        place(other, position[piece]);
        place(piece, target);
    }

    private void place(int piece, int target) {
        order[target] = piece;
        position[piece] = target;
    }
}
