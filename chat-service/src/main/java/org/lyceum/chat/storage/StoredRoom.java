package org.lyceum.chat.storage;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.replication.RoomLog;

/** What a node keeps of one room. */
public final class StoredRoom {

    /** Of what was said under a client's own name, the newest. */
    private static final int MAX_KEYS = 4_096;

    private final RoomsDatabase database;
    private final RoomName name;
    private final int id;
    private final String title;

    StoredRoom(RoomsDatabase database, RoomName name, int id, String title) {
        this.database = database;
        this.name = name;
        this.id = id;
        this.title = title;
    }

    public RoomName name() {
        return name;
    }

    /** The course as it was spelled first. */
    public String title() {
        return title;
    }

    int id() {
        return id;
    }

    /**
     * The log; there may be one at a time.
     *
     * @param random names a log that is cleared
     */
    public RoomLog log(RandomGenerator random) {
        return new DatabaseLog(database, id, random);
    }

    public OutboxDisk outbox() {
        return new DatabaseOutbox(database, id);
    }

    /** Up to where was read; 0 for nothing. */
    public long readUpTo() {
        return database.session()
                .select(row -> Columns.number(row, 0), "select read_up_to from room where id = $1", id)
                .getFirst();
    }

    public void readUpTo(long seq) {
        database.changeLater("update room set read_up_to = $1 where id = $2", seq, id);
    }

    /** What was said under a key. */
    public Optional<SignedEvent> said(String key) {
        return database
                .session()
                .select(
                        row -> SignedEvent.decode(Columns.bytes(row, 0)),
                        "select content from said where room = $1 and client_key = $2",
                        id,
                        key)
                .stream()
                .findAny();
    }

    /** Remembers what is said under a key, in the place of the oldest when there are many. */
    public void say(String key, SignedEvent event) {
        database.change("insert into said (room, client_key, content) values ($1, $2, $3)", id, key, event.encode());
        database.changeLater(
                "delete from said where room = $1 and number <="
                        + " (select max(number) from said where room = $1) - $2",
                id,
                (long) MAX_KEYS);
    }
}
