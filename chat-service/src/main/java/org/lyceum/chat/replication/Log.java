package org.lyceum.chat.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/** The log on disk with what its holder has to know all the time. */
final class Log {

    /** Entries that are read at once to be handed on. */
    private static final int READ_BYTES = 1024 * 1024;

    private static final int ESTABLISHED_VOTERS = 3;

    private final RoomLog disk;
    private final TreeMap<Long, Configuration> configurations;
    private @Nullable Pledge pledge;
    private Position last;
    private long committed;

    Log(RoomLog disk) {
        this.disk = disk;
        this.configurations = new TreeMap<>(disk.configurations());
        this.pledge = disk.pledge();
        this.last = disk.last();
        this.committed = disk.committed();
    }

    /** Whether this node is part of the room. */
    boolean isJoined() {
        return pledge != null;
    }

    private Pledge pledge() {
        if (pledge == null) {
            throw new IllegalStateException("this node holds no log of the room");
        }
        return pledge;
    }

    private void save(Pledge next) {
        disk.save(next);
        pledge = next;
    }

    long id() {
        return disk.id();
    }

    Lineage lineage() {
        return pledge().lineage();
    }

    long epoch() {
        return pledge().epoch();
    }

    Position last() {
        return last;
    }

    long committed() {
        return committed;
    }

    Position position(long seq) {
        return seq == last.seq() ? last : disk.position(seq);
    }

    void join(Lineage lineage, long epoch) {
        save(new Pledge(lineage, epoch, null));
    }

    /** From here on nobody of a lower epoch is listened to. */
    void enter(long epoch) {
        if (epoch > epoch()) {
            save(pledge().withEpoch(epoch));
        }
    }

    /** Whether this node may promise the lead to the candidate, and has. */
    boolean vote(PeerId candidate, long epoch) {
        PeerId before = pledge().vote();
        if (epoch < epoch() || (epoch == epoch() && before != null && !before.equals(candidate))) {
            return false;
        }
        if (epoch > epoch() || before == null) {
            save(pledge().votingFor(candidate, epoch));
        }
        return true;
    }

    void establish() {
        if (!lineage().established()) {
            save(pledge().established());
        }
    }

    /** Who votes, acknowledged or not; null in a log that is empty yet. */
    @Nullable
    Configuration configuration() {
        return configurations.isEmpty() ? null : configurations.lastEntry().getValue();
    }

    boolean isConfigurationCommitted() {
        return !configurations.isEmpty() && configurations.lastKey() <= committed;
    }

    boolean contains(EventId event) {
        return disk.seq(event).isPresent();
    }

    boolean hasCommitted(EventId event) {
        return disk.seq(event).orElse(Long.MAX_VALUE) <= committed;
    }

    /**
     * Whether what follows this place in another's log follows in this one too. What is acknowledged is the same in
     * all.
     */
    boolean matches(Position place) {
        return place.seq() <= committed
                || (place.seq() <= last.seq() && position(place.seq()).equals(place));
    }

    List<Entry> after(long seq, int maxBytes) {
        return seq >= last.seq() ? List.of() : disk.entries(seq + 1, maxBytes);
    }

    void append(long epoch, List<Entry.Content> contents) {
        List<Entry> entries = new ArrayList<>();
        for (Entry.Content content : contents) {
            entries.add(new Entry(new Position(epoch, last.seq() + entries.size() + 1), content));
        }
        write(entries);
    }

    /**
     * Takes the entries of a log that prevails, in the place of any that differ. The log {@link #matches} at their
     * start.
     *
     * @return false when they contradict what was acknowledged: no node of the room would send such
     */
    boolean take(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.seq() > last.seq() || !position(entry.seq()).equals(entry.position())) {
                if (entry.seq() <= committed) {
                    return false;
                }
                write(entries.subList(i, entries.size()));
                return true;
            }
        }
        return true;
    }

    private void write(List<Entry> entries) {
        if (entries.stream().anyMatch(Log::establishes)) {
            // before it can be acknowledged: whoever has acknowledged it knows what it was
            establish();
        }
        disk.write(entries);
        last = entries.getLast().position();
        configurations.tailMap(entries.getFirst().seq()).clear();
        for (Entry entry : entries) {
            if (entry.content() instanceof Entry.Voters voters) {
                configurations.put(entry.seq(), voters.configuration());
            }
        }
    }

    /** Hands on what is acknowledged by now. */
    void commit(long seq, Consumer<Entry> reader) {
        long upTo = Math.min(seq, last.seq());
        if (upTo <= committed) {
            return;
        }
        for (long read = committed; read < upTo; ) {
            for (Entry entry : disk.entries(read + 1, READ_BYTES)) {
                if (entry.seq() <= upTo) {
                    reader.accept(entry);
                }
                read = entry.seq();
            }
        }
        committed = upTo;
        disk.commit(upTo);
    }

    private static boolean establishes(Entry entry) {
        return entry.content() instanceof Entry.Voters voters
                && voters.configuration().voters().size() >= ESTABLISHED_VOTERS;
    }

    /** Removes the content of events; what is not acknowledged keeps its own. */
    void expire(Collection<EventId> events) {
        List<EventId> committedOnes = events.stream().filter(this::hasCommitted).toList();
        if (!committedOnes.isEmpty()) {
            disk.expire(committedOnes);
        }
    }

    /** All events whose content is there, in order, in batches. */
    Iterable<List<SignedEvent>> events() {
        return () -> new Iterator<>() {
            private long read;

            @Override
            public boolean hasNext() {
                return read < last.seq();
            }

            @Override
            public List<SignedEvent> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                List<Entry> entries = disk.entries(read + 1, READ_BYTES);
                read = entries.getLast().seq();
                return entries.stream()
                        .map(Entry::content)
                        .filter(Entry.Posted.class::isInstance)
                        .map(content -> ((Entry.Posted) content).event())
                        .toList();
            }
        };
    }

    void clear() {
        disk.clear();
        configurations.clear();
        pledge = null;
        last = Position.START;
        committed = 0;
    }
}
