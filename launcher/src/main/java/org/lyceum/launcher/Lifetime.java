package org.lyceum.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command has open, closed in reverse order when the command ends or the process is told to stop (Ctrl-C),
 * whichever comes first. The process does not wait longer than {@link #PATIENCE} for it.
 */
final class Lifetime implements AutoCloseable {

    /** Long enough for a last announce to a tracker that answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook;
    private volatile boolean ending;

    /** Begins; {@code farewell} runs first when the process is told to stop. */
    Lifetime(Runnable farewell) {
        hook = new Thread(() -> interrupted(farewell), "lyceum-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Takes over what is to be closed.
     *
     * @throws IllegalStateException when the end has begun; the resource is closed then
     */
    <T extends AutoCloseable> T own(T resource) {
        synchronized (open) {
            if (!ending) {
                open.push(resource);
                return resource;
            }
        }
        closeOne(resource);
        throw new IllegalStateException("told to stop");
    }

    /** Whether the end has begun, so that faults are but its echo. */
    boolean ending() {
        return ending;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return; // the hook is at it
        }
        closeAll();
    }

    private void interrupted(Runnable farewell) {
        ending = true;
        farewell.run();
        Thread closing = Thread.ofPlatform().daemon().name("lyceum-close").start(this::closeAll);
        try {
            if (!closing.join(PATIENCE)) {
                LOG.warn("gave up closing after {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        synchronized (open) {
            ending = true;
        }
        while (!open.isEmpty()) {
            closeOne(open.pop());
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
        }
    }
}
