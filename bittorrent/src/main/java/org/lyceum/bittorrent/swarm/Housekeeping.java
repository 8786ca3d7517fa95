package org.lyceum.bittorrent.swarm;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A torrent's timer: rings twice a second as long as something is going on, and otherwise when the torrent asks for it,
 * so that one which nobody is interested in costs nothing. Lives on the torrent's event loop.
 */
final class Housekeeping {

    static final Duration TICK = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** What is done at each ring. */
    interface Round {
        /** The answer is when to come again, but not before {@link #TICK}; null for not before it is woken. */
        @Nullable
        Duration keepHouse();
    }

    private final EventLoop loop;
    private final Round round;
    private @Nullable ScheduledFuture<?> next;
    private boolean stopped;

    Housekeeping(EventLoop loop, Round round) {
        this.loop = loop;
        this.round = round;
    }

    /** Something has begun: rings soon. */
    void wake() {
        if (next == null || next.getDelay(TimeUnit.MILLISECONDS) > TICK.toMillis()) {
            ringIn(TICK);
        }
    }

    void stop() {
        stopped = true;
        cancel();
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void ringIn(Duration wait) {
        cancel();
        if (!stopped) {
            next = loop.schedule(this::ring, Math.max(wait.toMillis(), 1), TimeUnit.MILLISECONDS);
        }
    }

    private void ring() {
        next = null;
        Duration wait = TICK;
        try {
            wait = round.keepHouse();
        } catch (RuntimeException e) {
            // one that gets out would end the rounds, and the torrent would stand still without a word
            log.error("a round of housekeeping failed", e);
        }
        if (wait != null && next == null) {
            ringIn(wait.compareTo(TICK) < 0 ? TICK : wait);
        }
    }
}
