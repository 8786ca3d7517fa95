package org.lyceum.bittorrent.blocklist;

import java.util.Arrays;

/** A set of IPv6 addresses as sorted ranges that do not touch, or only do so. */
final class Ipv6Ranges {

    private final long[] firstHighs;
    private final long[] firstLows;
    private final long[] lastHighs;
    private final long[] lastLows;

    /** @param ranges the high and low half of the first address, then of the last; is sorted here */
    Ipv6Ranges(long[][] ranges) {
        Arrays.sort(ranges, (a, b) -> compare(a[0], a[1], b[0], b[1]));
        long[][] merged = new long[ranges.length][];
        int size = 0;
        for (long[] range : ranges) {
            long[] before = size > 0 ? merged[size - 1] : null;
            if (before == null || compare(range[0], range[1], before[2], before[3]) > 0) {
                merged[size++] = range.clone();
            } else if (compare(range[2], range[3], before[2], before[3]) > 0) {
                before[2] = range[2];
                before[3] = range[3];
            }
        }
        firstHighs = column(merged, size, 0);
        firstLows = column(merged, size, 1);
        lastHighs = column(merged, size, 2);
        lastLows = column(merged, size, 3);
    }

    private static long[] column(long[][] rows, int size, int column) {
        long[] values = new long[size];
        Arrays.setAll(values, row -> rows[row][column]);
        return values;
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int highs = Long.compareUnsigned(high, otherHigh);
        return highs != 0 ? highs : Long.compareUnsigned(low, otherLow);
    }

    boolean contains(long high, long low) {
        int from = 0;
        int to = firstHighs.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(firstHighs[middle], firstLows[middle], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from > 0 && compare(high, low, lastHighs[from - 1], lastLows[from - 1]) <= 0;
    }

    int size() {
        return firstHighs.length;
    }
}
