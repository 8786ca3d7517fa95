package org.lyceum.bittorrent.blocklist;

import java.util.Arrays;

/** A set of IPv4 addresses as sorted ranges that do not touch. */
final class Ipv4Ranges {

    // as unsigned numbers moved down by 2^31, so that signed comparison orders them
    private final int[] firsts;
    private final int[] lasts;

    /** @param ranges first and last address, unsigned, packed by {@link #pack}; is sorted here */
    Ipv4Ranges(long[] ranges) {
        Arrays.sort(ranges);
        int[] starts = new int[ranges.length];
        int[] ends = new int[ranges.length];
        int size = 0;
        for (long range : ranges) {
            int first = (int) (range >> 32);
            int last = (int) range ^ Integer.MIN_VALUE;
            if (size > 0 && (long) first <= (long) ends[size - 1] + 1) {
                ends[size - 1] = Math.max(ends[size - 1], last);
            } else {
                starts[size] = first;
                ends[size++] = last;
            }
        }
        firsts = Arrays.copyOf(starts, size);
        lasts = Arrays.copyOf(ends, size);
    }

    static long pack(int first, int last) {
        return (long) (first ^ Integer.MIN_VALUE) << 32 | Integer.toUnsignedLong(last);
    }

    boolean contains(int address) {
        int ordered = address ^ Integer.MIN_VALUE;
        int found = Arrays.binarySearch(firsts, ordered);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && ordered <= lasts[before];
    }

    int size() {
        return firsts.length;
    }

    long addresses() {
        long sum = 0;
        for (int i = 0; i < firsts.length; i++) {
            sum += (long) lasts[i] - firsts[i] + 1;
        }
        return sum;
    }
}
