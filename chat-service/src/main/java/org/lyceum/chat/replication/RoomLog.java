package org.lyceum.chat.replication;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;

/**
 * A room's log and pledge on this node's disk. What a method has written is there after a crash, wholly, before anybody
 * is sent or told what followed from it; until then it may be gone, with all that was written later.
 */
public interface RoomLog {

    /** Chosen at random when this log was created empty, and by {@link #clear} anew: names it among the voters. */
    long id();

    /** Null before this node was part of the room. */
    @Nullable
    Pledge pledge();

    void save(Pledge pledge);

    Position last();

    /**
     * The place of an entry.
     *
     * @param seq at most that of {@link #last}; 0 for the start
     */
    Position position(long seq);

    /**
     * Entries in order.
     *
     * @param from seq of the first
     * @param maxBytes after which no more are taken; the first is, whatever its size
     */
    List<Entry> entries(long from, int maxBytes);

    /** Puts entries in the place of all from the seq of the first one on. */
    void write(List<Entry> entries);

    /** Removes the content of events, for good; the places of those that are in the log stay theirs. */
    void expire(Collection<EventId> events);

    /** Where an event is in the log, acknowledged or not, with its content or without. */
    OptionalLong seq(EventId event);

    /** All configurations in the log, by seq. */
    SortedMap<Long, Configuration> configurations();

    /** The seq up to which all is known to be acknowledged; after a crash it may be an earlier one. */
    long committed();

    void commit(long seq);

    /** Forgets everything, the pledge too. */
    void clear();
}
