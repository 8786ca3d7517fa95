package org.lyceum.chat.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.outbox.OutboxDisk;

/** {@link OutboxDisk} in the database; the events are numbered, those put first downwards. */
final class DatabaseOutbox implements OutboxDisk {

    private static final int STEP = 64;

    private final RoomsDatabase database;
    private final int room;

    DatabaseOutbox(RoomsDatabase database, int room) {
        this.database = database;
        this.room = room;
    }

    @Override
    public List<EventId> ids() {
        return database.session()
                .select(
                        Columns::event,
                        "select event_high, event_low from unsent where room = $1 order by number",
                        room);
    }

    @Override
    public List<SignedEvent> oldest(int maxBytes) {
        List<SignedEvent> oldest = new ArrayList<>();
        int bytes = 0;
        long after = Long.MIN_VALUE;
        while (true) {
            List<Numbered> some = database.session()
                    .select(
                            row -> new Numbered(Columns.number(row, 0), SignedEvent.decode(Columns.bytes(row, 1))),
                            "select number, content from unsent where room = $1 and number > $2 order by number"
                                    + " fetch first $3 rows only",
                            room,
                            after,
                            STEP);
            for (Numbered next : some) {
                bytes += next.event.bytes();
                if (!oldest.isEmpty() && bytes > maxBytes) {
                    return oldest;
                }
                oldest.add(next.event);
                after = next.number;
            }
            if (some.size() < STEP) {
                return oldest;
            }
        }
    }

    private record Numbered(long number, SignedEvent event) {}

    @Override
    public void append(List<SignedEvent> events) {
        insert(events, bound("max") + 1);
    }

    @Override
    public void putFirst(Iterable<List<SignedEvent>> events) {
        long count = 0;
        for (List<SignedEvent> batch : events) {
            count += batch.size();
        }
        long number = bound("min") - count;
        for (List<SignedEvent> batch : events) {
            remove(batch.stream().map(SignedEvent::id).toList());
            insert(batch, number);
            number += batch.size();
        }
    }

    /** The first or last number; 0 when there is none. */
    private long bound(String function) {
        return database.session()
                .select(
                        row -> Columns.number(row, 0),
                        "select coalesce(" + function + "(number), 0) from unsent where room = $1",
                        room)
                .getFirst();
    }

    private void insert(List<SignedEvent> events, long first) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (SignedEvent event : events) {
            rows.add(new Object[] {
                room, first + rows.size(), event.id().high(), event.id().low(), event.encode()
            });
        }
        if (!rows.isEmpty()) {
            database.changeAll(
                    "insert into unsent (room, number, event_high, event_low, content) values ($1, $2, $3, $4, $5)",
                    rows);
        }
    }

    @Override
    public void remove(Collection<EventId> events) {
        for (EventId event : events) {
            database.changeLater(
                    "delete from unsent where room = $1 and event_high = $2 and event_low = $3",
                    room,
                    event.high(),
                    event.low());
        }
    }
}
