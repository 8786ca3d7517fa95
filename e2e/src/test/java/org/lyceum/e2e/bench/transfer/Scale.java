package org.lyceum.e2e.bench.transfer;

import java.util.List;

/**
 * How much is transferred.
 *
 * @param runs of each row that count
 * @param warmUpBytes that each receiver gets before
 * @param pairBytes size of the file, as are the other sizes
 * @param smallFiles how many files of {@link #SMALL_FILE_BYTES}
 */
record Scale(int runs, long warmUpBytes, long pairBytes, long swarmBytes, int smallFiles, List<Long> scalingBytes) {

    static final int SMALL_FILE_BYTES = 4 * 1024;
    static final int SWARM_LEECHES = 4;

    private static final long MIB = 1024 * 1024;

    static final Scale FULL = new Scale(
            5, 6 * 1024 * MIB, 1024 * MIB, 256 * MIB, 10_000, List.of(64 * MIB, 256 * MIB, 1024 * MIB, 4096 * MIB));

    /** Shows that everything works; its figures say little. */
    static final Scale QUICK = new Scale(2, 0, 64 * MIB, 32 * MIB, 1_000, List.of(16 * MIB, 64 * MIB));

    /** Bytes that a case has in files at most: the content, and what each leech gets. */
    long room(Case which) {
        return switch (which) {
            case PAIR -> 2 * pairBytes;
            case SWARM -> (1 + SWARM_LEECHES) * swarmBytes;
            case SMALL -> 2L * smallFiles * SMALL_FILE_BYTES;
            case SCALING -> 2 * scalingBytes.stream().max(Long::compare).orElseThrow();
        };
    }

    /** Whether figures are to say something of speed, rather than to show that everything works. */
    boolean isMeasure() {
        return warmUpBytes > 0;
    }

    Scale withRuns(int count) {
        return new Scale(count, warmUpBytes, pairBytes, swarmBytes, smallFiles, scalingBytes);
    }

    /** The same size for everything but small files. */
    Scale withBytes(long bytes) {
        return new Scale(runs, warmUpBytes, bytes, bytes, smallFiles, List.of(bytes));
    }
}
