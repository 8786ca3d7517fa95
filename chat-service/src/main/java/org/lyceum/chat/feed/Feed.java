package org.lyceum.chat.feed;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who of a room's readers has what. Serves the readers of one thread, which alone calls it.
 *
 * <p>A reader first catches up, page by page from the disk and at its own pace. Once it has all that had been published
 * when it asked for its last page, it is live, and gets each batch that is published from then on. A socket that takes
 * nothing more gets nothing more: its reader goes on where it stopped when the socket has room again. The feed keeps the
 * last {@value #MAX_EVENTS} events, at most {@value #MAX_BYTES} bytes of frames, in buffers that all feeds of the room
 * share; a live reader who needs what is no longer there is too slow. So a reader costs its cursor, and what its socket
 * holds.
 */
public final class Feed {

    /** A power of two. */
    public static final int MAX_EVENTS = 4096;

    /** 8 MiB. */
    public static final long MAX_BYTES = 8 << 20;

    private static final long UNKNOWN = Long.MAX_VALUE;

    /** What is true until it is told anew: who missed one gets the latest. */
    public enum News {
        STATUS,
        PRESENCE
    }

    private final Map<Reader, Cursor> cursors = new LinkedHashMap<>();
    private final @Nullable Batch[] recent = new Batch[MAX_EVENTS];
    private final Map<News, ByteBuf> latest = new EnumMap<>(News.class);

    /** Batches count from 0: {@code recent} has those from {@code first} on, and {@code next} is yet to come. */
    private long first;

    private long next;
    private int recentEvents;
    private long recentBytes;

    /** What the log has at least; {@link #UNKNOWN} after another took its place. */
    private long knownSeq;

    private long tickets;

    /** How far a reader is. */
    private static final class Cursor {
        private final Reader reader;

        /** Has all events up to here. */
        private long has;

        /** The batch that comes next; only when live. */
        private long batch;

        private boolean live;

        /** Of the page that it waits for; 0 for none. */
        private long ticket;

        /** What the log was known to have when it asked for the page. */
        private long knownSeq;

        private boolean missedNews;

        private Cursor(Reader reader, long has) {
            this.reader = reader;
            this.has = has;
        }
    }

    /**
     * Begins to bring a reader what comes behind this seq.
     *
     * @param lastSeq the last one of the log, as far as is known
     */
    public void join(Reader reader, long after, long lastSeq) {
        knownSeq = Math.max(knownSeq, lastSeq);
        Cursor cursor = new Cursor(reader, after);
        cursors.put(reader, cursor);
        advance(cursor);
    }

    /** Forgets a reader, if it is there. */
    public void leave(Reader reader) {
        cursors.remove(reader);
    }

    public int readers() {
        return cursors.size();
    }

    /**
     * Brings a batch to every live reader.
     *
     * @param batch behind all that was published; one reference goes to the feed
     * @return how many events went to readers at once
     */
    public long publish(Batch batch) {
        recentEvents += batch.events();
        recentBytes += batch.bytes();
        knownSeq = knownSeq == UNKNOWN ? batch.lastSeq() : Math.max(knownSeq, batch.lastSeq());
        while (first < next && (recentEvents > MAX_EVENTS || recentBytes > MAX_BYTES)) {
            forgetFirst();
        }
        recent[slot(next++)] = batch;
        long delivered = 0;
        List<Cursor> slow = new ArrayList<>(0);
        for (Cursor cursor : cursors.values()) {
            if (cursor.live) {
                delivered += deliver(cursor);
                if (cursor.batch < first) {
                    slow.add(cursor);
                }
            }
        }
        slow.forEach(this::drop);
        return delivered;
    }

    /** The socket of a reader has room again. */
    public void writable(Reader reader) {
        Cursor cursor = cursors.get(reader);
        if (cursor != null) {
            if (cursor.missedNews && reader.isWritable()) {
                cursor.missedNews = false;
                sendLatest(reader);
            }
            advance(cursor);
        }
    }

    /**
     * A page that a reader wanted.
     *
     * @param page one reference of it goes to the feed; null when there is nothing behind the seq asked for
     */
    public void page(Reader reader, long ticket, @Nullable Batch page) {
        Cursor cursor = cursors.get(reader);
        if (cursor == null || cursor.ticket != ticket) {
            if (page != null) {
                page.release();
            }
            return;
        }
        cursor.ticket = 0;
        if (page != null) {
            send(reader, page.frameAfter(cursor.has));
            cursor.has = page.lastSeq();
            page.release();
        }
        // what was published before the page was read is in it, or behind it
        if ((page == null || cursor.has >= cursor.knownSeq) && cursor.batch >= first) {
            cursor.live = true;
        }
        advance(cursor);
    }

    /** Tells every reader; one whose socket is full gets the latest of each kind later. */
    public void tell(News news, ByteBuf frame) {
        ByteBuf before = latest.put(news, frame.retain());
        if (before != null) {
            before.release();
        }
        for (Cursor cursor : cursors.values()) {
            if (cursor.reader.isWritable()) {
                send(cursor.reader, frame.retainedDuplicate());
            } else {
                cursor.missedNews = true;
            }
        }
    }

    /** Tells every reader whose socket has room. */
    public void tell(ByteBuf frame) {
        for (Cursor cursor : cursors.values()) {
            if (cursor.reader.isWritable()) {
                send(cursor.reader, frame.retainedDuplicate());
            }
        }
    }

    /**
     * Something was not published: live readers fetch what they lack.
     *
     * @param upTo the last seq of what was not
     */
    public void gap(long upTo) {
        forgetAll();
        knownSeq = Math.max(knownSeq, upTo);
        for (Cursor cursor : cursors.values()) {
            cursor.live = false;
            advance(cursor);
        }
    }

    /** The log was replaced: all readers are told, and begin again with its first event. */
    public void startOver(ByteBuf frame) {
        forgetAll();
        knownSeq = UNKNOWN;
        for (Cursor cursor : cursors.values()) {
            send(cursor.reader, frame.retainedDuplicate());
            cursor.has = 0;
            cursor.live = false;
            cursor.ticket = 0;
            advance(cursor);
        }
    }

    /** Lets go of all readers and buffers. */
    public void close() {
        List.copyOf(cursors.keySet()).forEach(Reader::roomIsGone);
        forgetAll();
        latest.values().forEach(ByteBuf::release);
        latest.clear();
        cursors.clear();
    }

    private void advance(Cursor cursor) {
        if (cursor.live) {
            deliver(cursor);
            if (cursor.batch < first) {
                drop(cursor);
            }
        } else if (cursor.ticket == 0 && cursor.reader.isWritable()) {
            cursor.ticket = ++tickets;
            cursor.batch = next;
            cursor.knownSeq = knownSeq;
            cursor.reader.fetch(cursor.has, cursor.ticket);
        }
    }

    private int deliver(Cursor cursor) {
        int delivered = 0;
        while (cursor.batch >= first && cursor.batch < next && cursor.reader.isWritable()) {
            Batch batch = batch(cursor.batch++);
            int events = batch.eventsAfter(cursor.has);
            if (events > 0) {
                cursor.reader.send(batch.frameAfter(cursor.has));
                cursor.has = batch.lastSeq();
                delivered += events;
            }
        }
        if (delivered > 0) {
            cursor.reader.flush();
        }
        return delivered;
    }

    private void sendLatest(Reader reader) {
        if (!latest.isEmpty()) {
            latest.values().forEach(frame -> reader.send(frame.retainedDuplicate()));
            reader.flush();
        }
    }

    private static void send(Reader reader, ByteBuf frame) {
        reader.send(frame);
        reader.flush();
    }

    private void drop(Cursor cursor) {
        cursors.remove(cursor.reader);
        cursor.reader.tooSlow("more than %d events or %d MiB behind: reconnect with after=%d"
                .formatted(MAX_EVENTS, MAX_BYTES >> 20, cursor.has));
    }

    private Batch batch(long number) {
        Batch batch = recent[slot(number)];
        if (batch == null) {
            throw new IllegalStateException("batch %d is not there".formatted(number));
        }
        return batch;
    }

    private void forgetFirst() {
        Batch batch = batch(first);
        recent[slot(first++)] = null;
        recentEvents -= batch.events();
        recentBytes -= batch.bytes();
        batch.release();
    }

    private void forgetAll() {
        while (first < next) {
            forgetFirst();
        }
    }

    private static int slot(long number) {
        return (int) (number & (MAX_EVENTS - 1));
    }
}
