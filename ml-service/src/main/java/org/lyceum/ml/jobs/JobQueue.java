package org.lyceum.ml.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/**
 * Who comes next: start-time fair queueing (Goyal, Vin, Cheng 1996) between people, smallest first among the jobs of
 * each. A job of a person starts where that person's last one ended, or now, whichever is later, on a clock that counts
 * work; the earliest start comes next. So who has a hundred jobs gets no more than who has one, nobody saves up turns by
 * staying away, and nobody waits for ever.
 */
final class JobQueue {

    /** People whose debts are remembered; beyond, those who wait for nothing are forgiven. */
    private static final int MAX_REMEMBERED = 10_000;

    private final int capacity;
    private final int perPerson;
    private final List<Entry> waiting = new ArrayList<>();
    private final Map<String, Long> ends = new HashMap<>();
    private long now;

    /**
     * An empty one.
     *
     * @param capacity jobs that may wait
     * @param perPerson jobs of one person that may wait
     */
    JobQueue(int capacity, int perPerson) {
        this.capacity = capacity;
        this.perPerson = perPerson;
    }

    /**
     * A job that waits.
     *
     * @param cost any measure of its work that holds for all jobs alike
     */
    record Entry(String id, String person, long cost) {}

    /** @throws MlException when there is no room */
    void offer(Entry entry) {
        if (waiting.size() >= capacity) {
            throw new MlException(
                    Reason.BUSY, "%d jobs are waiting already: try again later".formatted(waiting.size()));
        }
        if (waiting.stream().filter(each -> each.person.equals(entry.person)).count() >= perPerson) {
            throw new MlException(
                    Reason.BUSY, "%d of your jobs are waiting already: wait for some of them".formatted(perPerson));
        }
        waiting.add(entry);
    }

    /** Takes the next. */
    Optional<Entry> poll() {
        Optional<Entry> next = waiting.stream()
                .min(Comparator.comparingLong((Entry entry) -> start(entry.person))
                        .thenComparingLong(Entry::cost));
        next.ifPresent(entry -> {
            waiting.remove(entry);
            now = start(entry.person);
            ends.put(entry.person, now + Math.max(1, entry.cost));
            forget();
        });
        return next;
    }

    private long start(String person) {
        return Math.max(now, ends.getOrDefault(person, 0L));
    }

    private void forget() {
        ends.values().removeIf(end -> end <= now);
        if (ends.size() > MAX_REMEMBERED) {
            Set<String> present = waiting.stream().map(Entry::person).collect(Collectors.toSet());
            ends.keySet().retainAll(present);
        }
    }

    /** Takes one out; false when it does not wait here. */
    boolean remove(String id) {
        return waiting.removeIf(entry -> entry.id.equals(id));
    }

    int size() {
        return waiting.size();
    }

    /** Ids in the order in which they come up if nobody else comes. */
    List<String> order() {
        JobQueue copy = new JobQueue(capacity, perPerson);
        copy.waiting.addAll(waiting);
        copy.ends.putAll(ends);
        copy.now = now;
        List<String> order = new ArrayList<>();
        for (Optional<Entry> next = copy.poll(); next.isPresent(); next = copy.poll()) {
            order.add(next.get().id);
        }
        return order;
    }
}
