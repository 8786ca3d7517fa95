package org.lyceum.chat.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.replication.Configuration;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Pledge;
import org.lyceum.chat.replication.Position;
import org.lyceum.chat.replication.RoomLog;

/** Outlives its node. Power may fail before any write, never within one. */
public final class MemoryDisk implements RoomLog, OutboxDisk {

    private final RandomGenerator random;
    private final Power power;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<EventId, Long> places = new HashMap<>();
    private final TreeMap<Long, Configuration> configurations = new TreeMap<>();
    private List<SignedEvent> unsent = new ArrayList<>();
    private @Nullable Pledge pledge;
    private long id;
    private long committed;

    public MemoryDisk(RandomGenerator random, Power power) {
        this.random = random;
        this.power = power;
        this.id = random.nextLong();
    }

    List<Entry> entries() {
        return entries;
    }

    /** What is known to be acknowledged is written late. */
    void forgetCommits() {
        committed -= committed == 0 ? 0 : random.nextLong(Math.min(committed, 20) + 1);
    }

    void lose() {
        forgetAll();
        unsent.clear();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public @Nullable Pledge pledge() {
        return pledge;
    }

    @Override
    public void save(Pledge next) {
        power.use();
        pledge = next;
    }

    @Override
    public Position last() {
        return position(entries.size());
    }

    @Override
    public Position position(long seq) {
        return seq == 0 ? Position.START : entries.get((int) seq - 1).position();
    }

    @Override
    public List<Entry> entries(long from, int maxBytes) {
        // few, so that a batch ends anywhere
        long end = Math.min(entries.size(), from - 1 + Math.max(1, maxBytes / 50_000));
        return List.copyOf(entries.subList((int) from - 1, (int) end));
    }

    @Override
    public void write(List<Entry> added) {
        power.use();
        long from = added.getFirst().seq();
        while (entries.size() >= from) {
            Entry removed = entries.removeLast();
            removed.event().ifPresent(places::remove);
        }
        configurations.tailMap(from).clear();
        for (Entry entry : added) {
            entries.add(entry);
            entry.event().ifPresent(event -> places.put(event, entry.seq()));
            if (entry.content() instanceof Entry.Voters voters) {
                configurations.put(entry.seq(), voters.configuration());
            }
        }
    }

    @Override
    public OptionalLong seq(EventId event) {
        Long seq = places.get(event);
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    @Override
    public SortedMap<Long, Configuration> configurations() {
        return configurations;
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void commit(long seq) {
        power.use();
        committed = seq;
    }

    @Override
    public void clear() {
        power.use();
        forgetAll();
    }

    private void forgetAll() {
        entries.clear();
        places.clear();
        configurations.clear();
        pledge = null;
        committed = 0;
        id = random.nextLong();
    }

    @Override
    public void expire(Collection<EventId> events) {
        power.use();
        for (EventId event : events) {
            Long seq = places.get(event);
            if (seq != null) {
                Entry entry = entries.get((int) (seq - 1));
                entries.set((int) (seq - 1), new Entry(entry.position(), new Entry.Expired(event)));
            }
        }
    }

    @Override
    public List<EventId> ids() {
        return unsent.stream().map(SignedEvent::id).toList();
    }

    @Override
    public List<SignedEvent> oldest(int maxBytes) {
        List<SignedEvent> oldest = new ArrayList<>();
        int bytes = 0;
        for (SignedEvent event : unsent) {
            bytes += event.bytes();
            if (!oldest.isEmpty() && bytes > maxBytes) {
                break;
            }
            oldest.add(event);
        }
        return oldest;
    }

    @Override
    public void append(List<SignedEvent> events) {
        power.use();
        unsent.addAll(events);
    }

    @Override
    public void putFirst(Iterable<List<SignedEvent>> events) {
        power.use();
        Map<EventId, SignedEvent> all = new LinkedHashMap<>();
        events.forEach(batch -> batch.forEach(event -> all.put(event.id(), event)));
        unsent.forEach(event -> all.putIfAbsent(event.id(), event));
        unsent = new ArrayList<>(all.values());
    }

    @Override
    public void remove(Collection<EventId> events) {
        power.use();
        unsent.removeIf(event -> events.contains(event.id()));
    }
}
