package org.lyceum.launcher;

import java.io.PrintWriter;
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

    /** The status that shells give a command ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook;
    private volatile boolean ending;

    /** What a command does while it lives; answers its status. */
    interface Body {
        int run(Lifetime lifetime) throws InterruptedException;
    }

    /** Runs a command to its end. Faults that are but the echo of being told to stop are not told. */
    static int run(PrintWriter out, Body body) throws InterruptedException {
        try (Lifetime lifetime = new Lifetime(() -> out.println("\nStopping …"))) {
            try {
                return body.run(lifetime);
            } catch (RuntimeException e) {
                if (lifetime.ending) {
                    return INTERRUPTED;
                }
                throw e;
            }
        }
    }

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
