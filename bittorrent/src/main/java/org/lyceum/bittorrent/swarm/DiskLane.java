package org.lyceum.bittorrent.swarm;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one torrent's disk work on the engine's disk threads, one task after the other in the order given. A torrent
 * without work holds no thread, and one with much work lets the others have a turn.
 */
final class DiskLane implements Executor {

    private static final Logger log = LoggerFactory.getLogger(DiskLane.class);

    private static final int TASKS_A_TURN = 32;

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    DiskLane(Executor threads) {
        this.threads = threads;
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
                log.error("a disk task failed", e);
            }
            done++;
            if (waiting.decrementAndGet() == 0) {
                return;
            }
        } while (done < TASKS_A_TURN);
        threads.execute(this::takeTurn);
    }
}
