package org.lyceum.chat.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<EventId, SignedEvent> waiting = new LinkedHashMap<>();
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
        disk.load().forEach(event -> waiting.put(event.id(), event));
    }

    /**
     * Takes an event to be submitted after all others. One that waits already is taken once.
     *
     * @throws IllegalStateException when too many wait
     */
    public void add(SignedEvent event) {
        if (waiting.containsKey(event.id())) {
            return;
        }
        if (waiting.size() >= maxEvents) {
            throw new IllegalStateException(
                    "%d messages wait for the room already: it cannot be reached; try again when it can"
                            .formatted(waiting.size()));
        }
        disk.append(event);
        waiting.put(event.id(), event);
    }

    /** Takes the events of a log that has given way to another: in its order, and before what it lacked. */
    public void addSetAside(List<SignedEvent> events) {
        Map<EventId, SignedEvent> all = new LinkedHashMap<>();
        events.forEach(event -> all.put(event.id(), event));
        waiting.forEach(all::putIfAbsent);
        disk.replace(List.copyOf(all.values()));
        waiting.clear();
        waiting.putAll(all);
        resubmit();
    }

    /** The event has its place, or was refused. */
    public void settle(EventId event) {
        if (waiting.remove(event) != null) {
            disk.remove(event);
        }
        submitted.remove(event);
    }

    /** Another chat node is there: it may know nothing of what the last one was told. */
    public void resubmit() {
        submitted.clear();
        submittedAt = NEVER;
    }

    /** What to submit now, in order; empty when there is nothing, or the last batch has not had its time. */
    public List<SignedEvent> due(long now) {
        if (!submitted.isEmpty() && now - submittedAt < retryMillis) {
            return List.of();
        }
        submitted.clear();
        List<SignedEvent> batch = new ArrayList<>();
        int bytes = 0;
        for (SignedEvent event : waiting.values()) {
            bytes += event.bytes();
            if (!batch.isEmpty() && bytes > maxBatchBytes) {
                break;
            }
            batch.add(event);
            submitted.add(event.id());
        }
        submittedAt = now;
        return batch;
    }

    /** When {@link #due} is to be asked at the latest. */
    public long nextDue() {
        return waiting.isEmpty() ? Long.MAX_VALUE : submittedAt + retryMillis;
    }

    /** In order. */
    public List<SignedEvent> waiting() {
        return List.copyOf(waiting.values());
    }
}
