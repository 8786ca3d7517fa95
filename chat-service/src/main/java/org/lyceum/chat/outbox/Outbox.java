package org.lyceum.chat.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;

/**
 * Events of this node that have no place in the room's log yet. They are submitted in batches that always begin with
 * the oldest, each again until the node's own copy of the log has it: so nothing is lost or overtaken, however often
 * the chat node changes, and since the log takes an event once, nothing is doubled.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds, which never runs backwards.
 */
public final class Outbox {

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final OutboxDisk disk;
    private final long retryMillis;
    private final int maxEvents;
    private final int maxBatchBytes;
    private final Set<EventId> waiting;
    private final Set<EventId> submitted = new HashSet<>();
    private long submittedAt = NEVER;

    /**
     * Goes on from what is on the disk.
     *
     * @param retry after which a batch is submitted again
     * @param maxEvents of a person that may wait
     * @param maxBatchBytes of a batch, unless its first event alone has more
     */
    public Outbox(OutboxDisk disk, Duration retry, int maxEvents, int maxBatchBytes) {
        this.disk = disk;
        this.retryMillis = retry.toMillis();
        this.maxEvents = maxEvents;
        this.maxBatchBytes = maxBatchBytes;
        this.waiting = new LinkedHashSet<>(disk.ids());
    }

    /** Whether as many wait as may. */
    public boolean isFull() {
        return waiting.size() >= maxEvents;
    }

    /**
     * Takes events to be submitted after all others. One that waits already is taken once.
     *
     * @throws IllegalStateException when too many wait; none is taken then
     */
    public void add(List<SignedEvent> events) {
        Map<EventId, SignedEvent> fresh = new LinkedHashMap<>();
        events.stream()
                .filter(event -> !waiting.contains(event.id()))
                .forEach(event -> fresh.putIfAbsent(event.id(), event));
        if (fresh.isEmpty()) {
            return;
        }
        if (waiting.size() + fresh.size() > maxEvents) {
            throw new IllegalStateException(
                    "%d messages wait for the room already: it cannot be reached; try again when it can"
                            .formatted(waiting.size()));
        }
        disk.append(List.copyOf(fresh.values()));
        waiting.addAll(fresh.keySet());
    }

    /** Takes the events of a log that has given way to another: in its order, and before what it lacked. */
    public void addSetAside(Iterable<List<SignedEvent>> events) {
        disk.putFirst(events);
        waiting.clear();
        waiting.addAll(disk.ids());
        resubmit();
    }

    /** The events have their places, or were refused. */
    public void settle(Collection<EventId> events) {
        List<EventId> settled = events.stream().filter(waiting::remove).toList();
        if (!settled.isEmpty()) {
            disk.remove(settled);
        }
        submitted.removeAll(events);
    }

    /** Another chat node is there: it may know nothing of what the last one was told. */
    public void resubmit() {
        submitted.clear();
        submittedAt = NEVER;
    }

    /** What to submit now, in order; empty when there is nothing, or the last batch has not had its time. */
    public List<SignedEvent> due(long now) {
        if (waiting.isEmpty() || (!submitted.isEmpty() && now - submittedAt < retryMillis)) {
            return List.of();
        }
        List<SignedEvent> batch = disk.oldest(maxBatchBytes);
        submitted.clear();
        batch.forEach(event -> submitted.add(event.id()));
        submittedAt = now;
        return batch;
    }

    /** When {@link #due} is to be asked at the latest. */
    public long nextDue() {
        return waiting.isEmpty() ? Long.MAX_VALUE : submittedAt + retryMillis;
    }

    /** In order. */
    public List<EventId> waiting() {
        return List.copyOf(waiting);
    }

    public int size() {
        return waiting.size();
    }
}
