package org.lyceum.chat.simulation;

import java.util.PriorityQueue;

/** What happens when; in order of arrival within a millisecond. */
final class VirtualTime {

    private record Happening(long time, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private long order;
    private long now;

    long now() {
        return now;
    }

    void at(long time, Runnable what) {
        queue.add(new Happening(Math.max(time, now), order++, what));
    }

    void run(long millis) {
        long end = now + millis;
        for (Happening next = queue.peek(); next != null && next.time <= end; next = queue.peek()) {
            queue.poll();
            now = next.time;
            next.what.run();
        }
        now = end;
    }
}
