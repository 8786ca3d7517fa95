package org.lyceum.e2e.bench.rooms;

import java.util.Arrays;

/** How long deliveries took, in steps of 0.1 ms up to 20 s. */
final class Latencies {

    private static final int STEP_NANOS = 100_000;
    private static final int STEPS = 200_000;

    private final int[] counts = new int[STEPS];
    private long total;

    void add(long nanos) {
        counts[Math.clamp(nanos / STEP_NANOS, 0, STEPS - 1)]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** In milliseconds; 0 when there are none. */
    double quantile(double part) {
        long wanted = (long) Math.ceil(part * total);
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= wanted) {
                return (step + 1) * (double) STEP_NANOS / 1e6;
            }
        }
        return 0;
    }
}
