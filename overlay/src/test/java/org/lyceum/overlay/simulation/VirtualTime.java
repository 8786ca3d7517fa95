package org.lyceum.overlay.simulation;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/** What happens when: a queue by time, in order of arrival within a millisecond; the near future is in buckets. */
final class VirtualTime {

    private static final int NEAR_MILLIS = 4096;

    private record Later(long time, long order, Runnable event) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<Runnable>[] near = new ArrayDeque[NEAR_MILLIS];

    private final PriorityQueue<Later> far = new PriorityQueue<>();
    private long order;
    private long now;

    VirtualTime(long start) {
        now = start;
        for (int i = 0; i < NEAR_MILLIS; i++) {
            near[i] = new ArrayDeque<>(4);
        }
    }

    long now() {
        return now;
    }

    /** Something in the past happens now. */
    void at(long time, Runnable event) {
        if (time - now < NEAR_MILLIS) {
            near[(int) (Math.max(time, now) % NEAR_MILLIS)].add(event);
        } else {
            far.add(new Later(time, order++, event));
        }
    }

    void runUntil(long end) {
        while (now < end) {
            ArrayDeque<Runnable> bucket = near[(int) (now % NEAR_MILLIS)];
            for (Runnable event = bucket.poll(); event != null; event = bucket.poll()) {
                event.run();
            }
            now++;
            for (Later next = far.peek(); next != null && next.time - now < NEAR_MILLIS; next = far.peek()) {
                far.poll();
                near[(int) (next.time % NEAR_MILLIS)].add(next.event);
            }
        }
    }
}
