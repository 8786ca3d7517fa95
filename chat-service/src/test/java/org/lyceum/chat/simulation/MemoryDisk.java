package org.lyceum.chat.simulation;

import java.util.ArrayList;
import java.util.HashMap;
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
            if (removed.content() instanceof Entry.Posted posted) {
                places.remove(posted.event().id());
            }
        }
        configurations.tailMap(from).clear();
        for (Entry entry : added) {
            entries.add(entry);
            switch (entry.content()) {
                case Entry.Posted posted -> places.put(posted.event().id(), entry.seq());
                case Entry.Voters voters -> configurations.put(entry.seq(), voters.configuration());
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
    public List<SignedEvent> load() {
        return unsent;
    }

    @Override
    public void append(SignedEvent event) {
        power.use();
        unsent.add(event);
    }

    @Override
    public void replace(List<SignedEvent> all) {
        power.use();
        unsent = new ArrayList<>(all);
    }

    @Override
    public void remove(EventId event) {
        power.use();
        unsent.removeIf(it -> it.id().equals(event));
    }
}
