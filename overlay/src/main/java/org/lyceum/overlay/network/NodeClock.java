package org.lyceum.overlay.network;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that never run backwards and never stand still: when the wall clock is set back they go on at
 * its pace, ahead of it; when it jumps ahead, as after the machine slept, they jump with it.
 */
final class NodeClock {

    private final InstantSource wall;
    private final LongSupplier nanos;
    private long ahead = Long.MIN_VALUE;

    /** @param nanos a clock that only ever grows, from any beginning */
    NodeClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    static NodeClock system() {
        return new NodeClock(InstantSource.system(), System::nanoTime);
    }

    synchronized long millis() {
        long steady = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
        ahead = Math.max(ahead, wall.millis() - steady);
        return steady + ahead;
    }
}
