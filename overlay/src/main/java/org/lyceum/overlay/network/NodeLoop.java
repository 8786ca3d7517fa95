package org.lyceum.overlay.network;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node, or of a part of it. What runs on it is handed the time, and may change when it is to be
 * woken.
 */
public final class NodeLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeLoop.class);

    /** What is woken when its time has come. */
    public interface Sleeper {

        /** Milliseconds as handed to {@link #wake}. */
        long nextWake();

        void wake(long now);
    }

    private final NodeClock clock;
    private final ScheduledThreadPoolExecutor thread;
    private @Nullable Sleeper sleeper;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt = Long.MAX_VALUE;

    NodeLoop(NodeClock clock) {
        this(clock, "overlay-node");
    }

    private NodeLoop(NodeClock clock, String name) {
        this.clock = clock;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * A thread for a part of a node that decides for itself.
     *
     * @param name of the thread
     */
    public static NodeLoop named(String name) {
        return new NodeLoop(NodeClock.system(), name);
    }

    /** Milliseconds since 1970 that never run backwards. */
    public long now() {
        return clock.millis();
    }

    /** Runs something on the loop's thread again and again, until the loop is closed. */
    public void every(Duration interval, Runnable what) {
        var _ = thread.scheduleWithFixedDelay(what, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Begins to wake it. */
    public void wakes(Sleeper toBeWoken) {
        tell(_ -> sleeper = toBeWoken);
    }

    /** Runs something, later and on the loop's thread; nothing when the loop is closed. */
    public void tell(LongConsumer what) {
        var _ = ask(now -> {
                    what.accept(now);
                    return true;
                })
                .exceptionally(fault -> {
                    if (!(fault instanceof OverlayException known && known.reason() == Reason.CLOSED)) {
                        log.error("a fault of this node", fault);
                    }
                    return false;
                });
    }

    /** Runs something on the loop's thread; fails as it does, or with {@code CLOSED}. */
    public <T> CompletableFuture<T> ask(LongFunction<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(question.apply(clock.millis()));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                } finally {
                    setAlarm();
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new OverlayException(Reason.CLOSED, "this node has left the network", e));
        }
        return answer;
    }

    private void setAlarm() {
        Sleeper toBeWoken = sleeper;
        if (toBeWoken == null || thread.isShutdown()) {
            return;
        }
        long next = toBeWoken.nextWake();
        if (next == alarmAt && alarm != null && !alarm.isDone()) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = next;
        if (next != Long.MAX_VALUE) {
            alarm = thread.schedule(this::wake, Math.max(0, next - clock.millis()), TimeUnit.MILLISECONDS);
        }
    }

    private void wake() {
        alarmAt = Long.MAX_VALUE;
        Sleeper toBeWoken = sleeper;
        try {
            long now = clock.millis();
            if (toBeWoken != null && toBeWoken.nextWake() <= now) {
                toBeWoken.wake(now);
            }
        } catch (RuntimeException e) {
            log.error("a fault of this node", e);
        } finally {
            setAlarm();
        }
    }

    /** What was told before still runs. */
    @Override
    public void close() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("the node's thread does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
