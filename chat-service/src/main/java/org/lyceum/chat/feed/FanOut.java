package org.lyceum.chat.feed;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomListener;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.overlay.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what one room says into batches for all its readers. The first event after a quiet time goes at once; then a
 * batch goes every {@value #INTERVAL_MILLIS} ms, and not before every thread is done with the one before it: so the more
 * there is to do, the larger batches are, and the less each event costs.
 */
public final class FanOut implements RoomListener, AutoCloseable {

    /** Long enough for batches to be worth it, too short to be noticed. */
    static final int INTERVAL_MILLIS = 20;

    /** A frame of more would hold up what comes behind it on a slow line. */
    private static final int MAX_BATCH_BYTES = 256 * 1024;

    private static final long STATUS_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    private final LiveRoom room;
    private final Encoding encoding;
    private final ScheduledExecutorService publisher;
    private final FeedMeters meters;
    private final Map<EventExecutor, Feed> feeds = new ConcurrentHashMap<>();
    private final LiveRoom.Listening listening;

    private final Object lock = new Object();
    private List<Placed> pending = new ArrayList<>();
    private long skippedTo;
    private boolean startedOver;
    private @Nullable RoomStatus status;
    private @Nullable RoomStatus toldStatus;
    private boolean scheduled;
    private boolean statusIsDue;
    private long lastRound = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
    private long lastStatus = System.nanoTime() - STATUS_INTERVAL_NANOS;
    private boolean closed;

    /** @param publisher encodes, apart from the room's thread */
    public FanOut(LiveRoom room, Encoding encoding, ScheduledExecutorService publisher, FeedMeters meters) {
        this.room = room;
        this.encoding = encoding;
        this.publisher = publisher;
        this.meters = meters;
        this.listening = room.listen(this);
    }

    /** What {@link #round} brings. */
    private record Round(
            List<Placed> events,
            long skippedTo,
            boolean startedOver,
            @Nullable RoomStatus status) {}

    /**
     * Begins to bring a reader, whom this thread serves, what comes behind a seq.
     *
     * @param lastSeq the last one that the room has, as far as is known
     */
    public void join(EventExecutor thread, Reader reader, long after, long lastSeq) {
        meters.readerCame();
        feeds.computeIfAbsent(thread, _ -> new Feed()).join(reader, after, lastSeq);
    }

    /** To be called by the thread that serves the reader, as {@link #writable} and {@link #page}. */
    public void leave(EventExecutor thread, Reader reader) {
        Feed feed = feeds.get(thread);
        if (feed != null) {
            feed.leave(reader);
            if (feed.readers() == 0) {
                feeds.remove(thread);
                feed.close();
            }
        }
        meters.readersWent(1);
    }

    public void writable(EventExecutor thread, Reader reader) {
        Feed feed = feeds.get(thread);
        if (feed != null) {
            feed.writable(reader);
        }
    }

    /** A page that the reader wanted: these events, none when there are no more. */
    public void page(EventExecutor thread, Reader reader, long ticket, List<Placed> events) {
        Batch page = events.isEmpty() ? null : Batch.of(encoded(events));
        thread.execute(() -> {
            Feed feed = feeds.get(thread);
            if (feed != null) {
                feed.page(reader, ticket, page);
            } else if (page != null) {
                page.release();
            }
        });
    }

    /** Counts a reader that was told that it is too slow. */
    public void dropped() {
        meters.readerDropped();
    }

    /** Brings all readers who is there. */
    public void presence(byte[] text) {
        tellAll(text, (feed, frame) -> feed.tell(Feed.News.PRESENCE, frame));
    }

    /** Brings all readers something of this moment. */
    public void tell(byte[] text) {
        tellAll(text, Feed::tell);
    }

    @Override
    public void placed(List<Placed> events) {
        synchronized (lock) {
            if (pending.size() + events.size() > Feed.MAX_EVENTS) {
                pending = new ArrayList<>();
                skippedTo = events.getLast().seq();
            } else {
                pending.addAll(events);
            }
            schedule();
        }
    }

    @Override
    public void startedOver() {
        synchronized (lock) {
            pending = new ArrayList<>();
            skippedTo = 0;
            startedOver = true;
            schedule();
        }
    }

    @Override
    public void statusChanged(RoomStatus now) {
        synchronized (lock) {
            status = now;
            schedule();
        }
    }

    @Override
    public void typing(PeerId who, String name) {
        tell(encoding.typing(who, name));
    }

    @Override
    public void notice(String text) {
        tell(encoding.notice(text));
    }

    @Override
    public void closed() {
        close();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        listening.close();
        forEachFeed(
                feed -> {
                    meters.readersWent(feed.readers());
                    feed.close();
                },
                () -> {});
    }

    private void statusIsDue() {
        synchronized (lock) {
            statusIsDue = false;
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled && !closed) {
            scheduled = true;
            long wait = lastRound + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS) - System.nanoTime();
            var _ = publisher.schedule(this::round, Math.max(0, wait), TimeUnit.NANOSECONDS);
        }
    }

    private void round() {
        Round round;
        synchronized (lock) {
            lastRound = System.nanoTime();
            round = new Round(pending, skippedTo, startedOver, statusToTell());
            pending = new ArrayList<>();
            skippedTo = 0;
            startedOver = false;
        }
        if (round.startedOver()) {
            var _ = room.status()
                    .whenComplete((now, failure) -> publishOrLog(round, failure == null ? now.logId() : ""));
        } else {
            publishOrLog(round, "");
        }
    }

    /** Whatever happens to one round, the next one comes. */
    private void publishOrLog(Round round, String logId) {
        try {
            publish(round, logId);
        } catch (RuntimeException e) {
            log.error("events of {} did not reach its readers", room.name(), e);
            roundIsDone();
        }
    }

    /** Who orders, at once; how much waits, once a second at most. */
    private @Nullable RoomStatus statusToTell() {
        RoomStatus now = status;
        if (now == null || isTold(now)) {
            return null;
        }
        boolean other = toldStatus == null
                || !toldStatus.chatNode().equals(now.chatNode())
                || !toldStatus.logId().equals(now.logId());
        if (!other && lastRound - lastStatus < STATUS_INTERVAL_NANOS) {
            return null;
        }
        toldStatus = now;
        lastStatus = lastRound;
        return now;
    }

    private boolean isTold(RoomStatus now) {
        return toldStatus != null
                && toldStatus.chatNode().equals(now.chatNode())
                && toldStatus.logId().equals(now.logId())
                && toldStatus.waiting() == now.waiting();
    }

    private void publish(Round round, String logId) {
        List<Batch> batches = feeds.isEmpty() ? List.of() : batches(round.events());
        ByteBuf over = round.startedOver() ? TextFrame.of(encoding.over(logId)) : null;
        RoomStatus now = round.status();
        ByteBuf news = now == null ? null : TextFrame.of(encoding.status(now));
        forEachFeed(
                feed -> {
                    if (over != null) {
                        feed.startOver(over);
                    }
                    if (round.skippedTo() > 0) {
                        feed.gap(round.skippedTo());
                    }
                    for (Batch batch : batches) {
                        meters.delivered(feed.publish(batch.retain()));
                    }
                    if (news != null) {
                        feed.tell(Feed.News.STATUS, news);
                    }
                },
                () -> {
                    batches.forEach(Batch::release);
                    release(over);
                    release(news);
                    roundIsDone();
                });
    }

    private void roundIsDone() {
        synchronized (lock) {
            scheduled = false;
            if (!pending.isEmpty() || skippedTo > 0 || startedOver) {
                schedule();
            } else if (status != null && !isTold(status) && !statusIsDue) {
                statusIsDue = true;
                var _ = publisher.schedule(this::statusIsDue, STATUS_INTERVAL_NANOS, TimeUnit.NANOSECONDS);
            }
        }
    }

    private List<Batch> batches(List<Placed> events) {
        List<Batch> batches = new ArrayList<>();
        List<Batch.Encoded> batch = new ArrayList<>();
        int bytes = 0;
        for (Batch.Encoded event : encoded(events)) {
            if (!batch.isEmpty() && bytes + event.json().length > MAX_BATCH_BYTES) {
                batches.add(Batch.of(batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += event.json().length;
        }
        if (!batch.isEmpty()) {
            batches.add(Batch.of(batch));
        }
        return batches;
    }

    private List<Batch.Encoded> encoded(List<Placed> events) {
        return events.stream()
                .map(placed -> new Batch.Encoded(placed.seq(), encoding.event(placed)))
                .toList();
    }

    private void tellAll(byte[] text, BiConsumer<Feed, ByteBuf> how) {
        if (!feeds.isEmpty()) {
            ByteBuf frame = TextFrame.of(text);
            forEachFeed(feed -> how.accept(feed, frame), frame::release);
        }
    }

    /** Each by its own thread; then, when all are done, the end. */
    private void forEachFeed(Consumer<Feed> what, Runnable end) {
        List<EventExecutor> threads = List.copyOf(feeds.keySet());
        AtomicInteger left = new AtomicInteger(threads.size() + 1);
        for (EventExecutor thread : threads) {
            try {
                thread.execute(() -> {
                    try {
                        Feed feed = feeds.get(thread);
                        if (feed != null) {
                            what.accept(feed);
                        }
                    } finally {
                        countDown(left, end);
                    }
                });
            } catch (RejectedExecutionException e) {
                // the server stops, its readers go with it
                feeds.remove(thread);
                countDown(left, end);
            }
        }
        countDown(left, end);
    }

    private static void countDown(AtomicInteger left, Runnable end) {
        if (left.decrementAndGet() == 0) {
            end.run();
        }
    }

    private static void release(@Nullable ByteBuf frame) {
        if (frame != null) {
            frame.release();
        }
    }
}
