package org.lyceum.ml.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** What a worker is doing, and how long and with how much it may. Checked by one thread. */
final class Assignment {

    /** For a worker to stop by itself, between two pages or words. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Worker worker;
    private final long memory;
    private final Duration time;
    private final BooleanSupplier isCancelled;
    private final long start = System.nanoTime();
    private volatile long peak;
    private volatile boolean toldToStop;
    private long toldAt;

    Assignment(Worker worker, long memory, Duration time, BooleanSupplier isCancelled) {
        this.worker = worker;
        this.memory = memory;
        this.time = time;
        this.isCancelled = isCancelled;
    }

    void check() {
        long now = System.nanoTime();
        long resident = worker.memory();
        peak = Math.max(peak, resident);
        if (resident > memory) {
            kill(new MlException(Reason.MEMORY, "it takes more than %d MB of memory".formatted(memory >> 20)));
        } else if (now - start > time.toNanos()) {
            kill(new MlException(Reason.TIMEOUT, "it takes longer than %d seconds".formatted(time.toSeconds())));
        } else if (toldToStop) {
            if (now - toldAt > STOP_PATIENCE.toNanos()) {
                kill(new MlException(Reason.CANCELLED, "called off"));
            }
        } else if (isCancelled.getAsBoolean()) {
            toldToStop = true;
            toldAt = now;
            tellToStop();
        }
    }

    private void tellToStop() {
        try {
            worker.send(new Message.Cancel());
        } catch (MlException e) {
            // it has ended, which who waits for it hears anyway
        }
    }

    void kill(MlException reason) {
        worker.kill(reason);
    }

    boolean wasToldToStop() {
        return toldToStop;
    }

    /** The most resident memory that was seen, in bytes. */
    long peak() {
        return peak;
    }
}
