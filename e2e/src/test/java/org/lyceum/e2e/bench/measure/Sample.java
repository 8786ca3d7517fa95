package org.lyceum.e2e.bench.measure;

import org.jspecify.annotations.Nullable;

/**
 * One transfer, measured.
 *
 * @param seconds from the order to fetch until all was there, at the last peer
 * @param toFirstPiece seconds until the first piece was there, at the first peer; null where that says nothing
 * @param sender null where nobody sends
 * @param receivers those of several added up
 * @param exchanged part of the bytes that receivers got from each other, 0 to 1; null where there is one receiver
 */
public record Sample(
        double seconds,
        @Nullable Double toFirstPiece,
        @Nullable Usage sender,
        @Nullable Usage receivers,
        @Nullable Double exchanged) {

    /**
     * What one side took.
     *
     * @param cpuSeconds in the program and in the kernel for it
     * @param peakBytes of resident memory, shared pages of files included
     */
    public record Usage(double cpuSeconds, long peakBytes) {}
}
