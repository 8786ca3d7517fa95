package org.lyceum.chat.door;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.LiveRoom;

/** All of a room, in order; waits for each page, on a thread that may. */
final class RoomEvents implements Iterator<Placed> {

    private static final int PAGE = 1000;

    private final LiveRoom room;
    private final Set<Named> files = new LinkedHashSet<>();
    private Iterator<Placed> page;
    private long after;

    RoomEvents(LiveRoom room) {
        this.room = room;
        this.page = room.events(0, PAGE).join().iterator();
    }

    /** A file by the infohash of its torrent and its name. */
    record Named(String infohash, String file) {}

    /** Those that the events so far have shared. */
    Set<Named> files() {
        return files;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && after > 0) {
            page = room.events(after, PAGE).join().iterator();
        }
        return page.hasNext();
    }

    @Override
    public Placed next() {
        Placed placed = page.next();
        after = placed.seq();
        switch (placed.event().event().body()) {
            case Body.SharedFile shared -> files.add(new Named(shared.infohash(), shared.file()));
            case Body.Lecture lecture -> files.add(new Named(lecture.infohash(), lecture.file()));
            default -> {}
        }
        return placed;
    }
}
