package org.lyceum.chat.storage;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.replication.Entry;

/** Reads events beside the thread that writes them. For one thread at a time. */
public final class RoomsReader implements AutoCloseable {

    private static final int MAX_BYTES = 1024 * 1024;

    /** Entries that are asked for at once. */
    private static final int STEP = 256;

    private final Session session;

    RoomsReader(Session session) {
        this.session = session;
    }

    /**
     * Events whose content is there, in order; fewer when they have more than 1 MiB together.
     *
     * @param after the seq behind which to begin
     * @param upTo the seq at which to end
     */
    public List<Placed> events(StoredRoom room, long after, long upTo, int limit) {
        List<Placed> events = new ArrayList<>();
        int bytes = 0;
        for (long read = after; read < upTo && events.size() < limit && bytes < MAX_BYTES; read += STEP) {
            List<Entry> entries = session.select(
                    Columns::entry,
                    "select " + Columns.ENTRY + " from entry where room = $1 and seq > $2 and seq <= $3 order by seq",
                    room.id(),
                    read,
                    Math.min(upTo, read + STEP));
            for (Entry entry : entries) {
                if (entry.content() instanceof Entry.Posted posted && events.size() < limit && bytes < MAX_BYTES) {
                    events.add(new Placed(entry.position().epoch(), entry.seq(), posted.event()));
                    bytes += posted.event().bytes();
                }
            }
        }
        return events;
    }

    @Override
    public void close() {
        session.close();
    }
}
