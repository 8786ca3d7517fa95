package org.lyceum.bittorrent.picker;

import java.util.Arrays;

/** The pieces that a reader waits for, in the order of their ranks: a window of some tens, kept as a sorted array. */
final class Deadlines {

    /** Rank in the upper half, piece in the lower. */
    private long[] entries = new long[0];

    int size() {
        return entries.length;
    }

    int piece(int place) {
        return (int) entries[place];
    }

    boolean contains(int piece) {
        return placeOf(piece) >= 0;
    }

    void set(int piece, int rank) {
        clear(piece);
        long entry = (long) rank << Integer.SIZE | piece;
        int place = -1 - Arrays.binarySearch(entries, entry);
        long[] grown = Arrays.copyOf(entries, entries.length + 1);
        System.arraycopy(entries, place, grown, place + 1, entries.length - place);
        grown[place] = entry;
        entries = grown;
    }

    /** False when it had none. */
    boolean clear(int piece) {
        int place = placeOf(piece);
        if (place < 0) {
            return false;
        }
        long[] shrunk = Arrays.copyOf(entries, entries.length - 1);
        System.arraycopy(entries, place + 1, shrunk, place, shrunk.length - place);
        entries = shrunk;
        return true;
    }

    private int placeOf(int piece) {
        for (int place = 0; place < entries.length; place++) {
            if (piece(place) == piece) {
                return place;
            }
        }
        return -1;
    }
}
