package org.lyceum.bittorrent.swarm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs one torrent's disk work on the engine's disk threads, one task after the other in the order given. A torrent
 * without work holds no thread, and one with much work lets the others have a turn.
 */
final class DiskLane implements Executor {

    private static final int TASKS_A_TURN = 32;

    private final Executor threads;
    private final Consumer<Throwable> failures;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param failures told, on a disk thread, of whatever a task throws; the next tasks run all the same */
    DiskLane(Executor threads, Consumer<Throwable> failures) {
        this.threads = threads;
        this.failures = failures;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::takeTurn);
        }
    }

    private void takeTurn() {
        int done = 0;
        do {
            Runnable task = tasks.remove();
            try {
                task.run();
            } catch (Throwable e) {
                // out of memory too: the lane would stand still for ever, and the torrent with it
                failures.accept(e);
            }
            done++;
            if (waiting.decrementAndGet() == 0) {
                return;
            }
        } while (done < TASKS_A_TURN);
        threads.execute(this::takeTurn);
    }
}
