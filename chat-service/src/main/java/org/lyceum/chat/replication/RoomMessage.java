package org.lyceum.chat.replication;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;

/** What the nodes of a room say to each other. */
public sealed interface RoomMessage {

    /** Of one who holds the log. */
    sealed interface OfLog extends RoomMessage {
        Lineage lineage();
    }

    /** Is there such a room? The sender holds no log of it. */
    record Seek(boolean mayLead) implements RoomMessage {}

    /** There is: the sender holds its log. */
    record Known(Lineage lineage) implements OfLog {}

    /**
     * Of the chat node: entries to hold; without any, that it is there.
     *
     * @param previous the place before the first entry
     * @param committed the seq up to which all is acknowledged
     */
    record Append(Lineage lineage, long epoch, Position previous, List<Entry> entries, long committed)
            implements OfLog {
        public Append {
            entries = List.copyOf(entries);
            requireRun(epoch, previous, entries);
        }
    }

    /**
     * Whether the sender's log goes on from {@link Append#previous}.
     *
     * @param epoch of the sender; a higher one than that of the {@link Append} refuses it
     * @param store the sender's log
     * @param seq when it does, up to where it holds what the chat node holds; else from where it is to be told
     */
    record Appended(Lineage lineage, long epoch, long store, boolean matched, long seq) implements OfLog {}

    /**
     * Of one who wants to lead.
     *
     * @param trial whether it only asks who would vote for it, so that it disturbs nobody in vain
     */
    record VoteRequest(Lineage lineage, long epoch, boolean trial) implements OfLog {}

    /**
     * Whether the sender would follow, or will.
     *
     * @param epoch of the request, or a higher one that the sender knows
     * @param last the end of its log, which stays as it is until the epoch has a chat node
     */
    record Vote(Lineage lineage, long epoch, boolean trial, boolean granted, long store, Position last)
            implements OfLog {}

    /** Of a candidate, to one who has voted for it and holds more: what follows this place? */
    record Fetch(Lineage lineage, long epoch, long after) implements OfLog {}

    /** What follows {@link Fetch#after}, as far as it fits into a message. */
    record Fetched(Lineage lineage, long epoch, Position previous, List<Entry> entries) implements OfLog {
        public Fetched {
            entries = List.copyOf(entries);
            requireRun(epoch, previous, entries);
        }
    }

    /** To the chat node: events to be given their place, in this order. */
    record Submit(Lineage lineage, List<SignedEvent> events) implements OfLog {
        public Submit {
            events = List.copyOf(events);
        }
    }

    /** From the chat node: the event gets no place, and why; at most {@value #MAX_REASON_BYTES} bytes of UTF-8. */
    record Refused(Lineage lineage, EventId event, String reason) implements OfLog {
        static final int MAX_REASON_BYTES = 512;

        /** @throws IllegalArgumentException when the reason is too long */
        public Refused {
            int length = reason.getBytes(StandardCharsets.UTF_8).length;
            if (length > MAX_REASON_BYTES) {
                throw new IllegalArgumentException(
                        "a reason of %d bytes, at most %d are allowed".formatted(length, MAX_REASON_BYTES));
            }
        }
    }

    /** Of the chat node, which leaves: lead now. */
    record Handover(Lineage lineage, long epoch) implements OfLog {}

    private static void requireRun(long epoch, Position previous, List<Entry> entries) {
        Position before = previous;
        if (before.epoch() > epoch) {
            throw new IllegalArgumentException("what follows %s is told of in epoch %d".formatted(before, epoch));
        }
        for (Entry entry : entries) {
            Position here = entry.position();
            if (here.seq() != before.seq() + 1 || here.epoch() < before.epoch() || here.epoch() > epoch) {
                throw new IllegalArgumentException("entry %s follows %s in epoch %d".formatted(here, before, epoch));
            }
            before = here;
        }
    }
}
