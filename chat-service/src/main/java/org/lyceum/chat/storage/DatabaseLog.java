package org.lyceum.chat.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.replication.Configuration;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.EntryCodec;
import org.lyceum.chat.replication.Pledge;
import org.lyceum.chat.replication.PledgeCodec;
import org.lyceum.chat.replication.Position;
import org.lyceum.chat.replication.RoomLog;

/** {@link RoomLog} in the database. The newest entries, which every other node is sent, are in memory too. */
final class DatabaseLog implements RoomLog {

    private static final int MAX_RECENT = 1_024;
    private static final int MAX_RECENT_BYTES = 2 * 1024 * 1024;

    /** Entries that are asked for at once. */
    private static final int STEP = 256;

    private record Sized(Entry entry, int bytes) {}

    private final RoomsDatabase database;
    private final int room;
    private final RandomGenerator random;
    private final TreeMap<Long, Sized> recent = new TreeMap<>();
    private int recentBytes;
    private @Nullable Pledge pledge;
    private Position last;
    private long id;
    private long committed;

    DatabaseLog(RoomsDatabase database, int room, RandomGenerator random) {
        this.database = database;
        this.room = room;
        this.random = random;
        Session session = database.session();
        session.select(
                row -> {
                    id = Columns.number(row, 0);
                    committed = Columns.number(row, 1);
                    byte[] bytes = Columns.bytes(row, 2);
                    pledge = bytes.length == 0 ? null : PledgeCodec.decode(bytes);
                    return room;
                },
                "select log_id, committed, pledge from room where id = $1",
                room);
        last = session
                .select(
                        row -> new Position(Columns.number(row, 0), Columns.number(row, 1)),
                        "select epoch, seq from entry where room = $1 order by seq desc fetch first row only",
                        room)
                .stream()
                .findAny()
                .orElse(Position.START);
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
        database.change("update room set pledge = $1 where id = $2", PledgeCodec.encode(next), room);
        pledge = next;
    }

    @Override
    public Position last() {
        return last;
    }

    @Override
    public Position position(long seq) {
        if (seq == 0) {
            return Position.START;
        }
        Sized known = recent.get(seq);
        return known != null
                ? known.entry.position()
                : database.session()
                        .select(
                                row -> new Position(Columns.number(row, 0), seq),
                                "select epoch from entry where room = $1 and seq = $2",
                                room,
                                seq)
                        .getFirst();
    }

    @Override
    public List<Entry> entries(long from, int maxBytes) {
        List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        long next = from;
        while (next <= last.seq()) {
            List<Sized> some = some(next);
            for (Sized one : some) {
                bytes += one.bytes;
                if (!entries.isEmpty() && bytes > maxBytes) {
                    return entries;
                }
                entries.add(one.entry);
            }
            next += some.size();
        }
        return entries;
    }

    private List<Sized> some(long from) {
        if (recent.containsKey(from)) {
            return List.copyOf(recent.tailMap(from).values());
        }
        return database.session()
                .select(
                        row -> new Sized(Columns.entry(row), Columns.bytes(row, 2).length),
                        "select " + Columns.ENTRY
                                + " from entry where room = $1 and seq >= $2 and seq < $3 order by seq",
                        room,
                        from,
                        from + STEP);
    }

    @Override
    public void write(List<Entry> entries) {
        long from = entries.getFirst().seq();
        if (from <= last.seq()) {
            database.change("delete from entry where room = $1 and seq >= $2", room, from);
            recent.tailMap(from).values().forEach(it -> recentBytes -= it.bytes);
            recent.tailMap(from).clear();
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Entry entry : entries) {
            byte[] content = EntryCodec.encode(entry.content());
            Optional<EventId> event = entry.event();
            rows.add(new @Nullable Object[] {
                room,
                entry.seq(),
                entry.position().epoch(),
                event.map(EventId::high).orElse(null),
                event.map(EventId::low).orElse(null),
                content
            });
            recent.put(entry.seq(), new Sized(entry, content.length));
            recentBytes += content.length;
        }
        database.changeAll(
                "insert into entry (room, seq, epoch, event_high, event_low, content) values ($1, $2, $3, $4, $5, $6)",
                rows);
        last = entries.getLast().position();
        while (recent.size() > MAX_RECENT || (recentBytes > MAX_RECENT_BYTES && recent.size() > 1)) {
            recentBytes -= recent.pollFirstEntry().getValue().bytes;
        }
    }

    @Override
    public void expire(Collection<EventId> events) {
        for (EventId event : events) {
            OptionalLong seq = seq(event);
            if (seq.isPresent()) {
                Entry.Expired expired = new Entry.Expired(event);
                byte[] content = EntryCodec.encode(expired);
                database.change(
                        "update entry set content = $1 where room = $2 and seq = $3", content, room, seq.getAsLong());
                recent.computeIfPresent(seq.getAsLong(), (_, before) -> {
                    recentBytes += content.length - before.bytes;
                    return new Sized(new Entry(before.entry.position(), expired), content.length);
                });
            }
        }
    }

    @Override
    public OptionalLong seq(EventId event) {
        List<Long> seqs = database.session()
                .select(
                        row -> Columns.number(row, 0),
                        "select seq from entry where room = $1 and event_high = $2 and event_low = $3",
                        room,
                        event.high(),
                        event.low());
        return seqs.isEmpty() ? OptionalLong.empty() : OptionalLong.of(seqs.getFirst());
    }

    @Override
    public SortedMap<Long, Configuration> configurations() {
        SortedMap<Long, Configuration> configurations = new TreeMap<>();
        database.session()
                .select(
                        Columns::entry,
                        "select " + Columns.ENTRY + " from entry where room = $1 and event_high is null",
                        room)
                .forEach(entry -> {
                    if (entry.content() instanceof Entry.Voters voters) {
                        configurations.put(entry.seq(), voters.configuration());
                    }
                });
        return configurations;
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void commit(long seq) {
        database.changeLater("update room set committed = $1 where id = $2", seq, room);
        committed = seq;
    }

    @Override
    public void clear() {
        database.change("delete from entry where room = $1", room);
        long next = random.nextLong();
        database.change(
                "update room set log_id = $1, pledge = $2, committed = 0, read_up_to = 0 where id = $3",
                next,
                new byte[0],
                room);
        recent.clear();
        recentBytes = 0;
        pledge = null;
        last = Position.START;
        committed = 0;
        id = next;
    }
}
