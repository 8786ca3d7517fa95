package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.channel.yamux.StreamEvents;
import org.lyceum.overlay.channel.yamux.YamuxSettings;
import org.lyceum.overlay.channel.yamux.YamuxStream;

/**
 * Between the thread that uses a stream, which blocks, and the event loop of its connection, which must not. What the
 * thread does is gathered until the loop comes for it.
 */
final class Pipe implements StreamEvents {

    private static final int PIECE = YamuxStream.MAX_DATA;

    /** Written bytes that may wait for the window or the connection before a writer blocks. */
    private static final int MAX_UNSENT = 32 * PIECE;

    /** A writer goes on when so few wait, enough to keep the connection busy until it does. */
    private static final int FEW_UNSENT = MAX_UNSENT / 4;

    /** Read bytes are told of by this part of the window: the sender still has most of it. */
    private static final int REPORTS = 4;

    /** How long the other end of a stream that is closed here may take to finish its half. */
    private static final Duration LINGER = Duration.ofMinutes(1);

    private final SessionHandler session;
    private final YamuxStream stream;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final Inbox inbox = new Inbox();
    private final Queue<ByteBuf> outbox = new ArrayDeque<>();
    private int unsent;
    private int consumed;
    private int reportAt = YamuxSettings.INITIAL_WINDOW / REPORTS;
    private boolean fed;
    private boolean finishing;
    private boolean closed;
    private boolean resetting;
    private boolean scheduled;
    private boolean remoteFinished;
    private @Nullable OverlayException failure;
    private long deadline;
    private boolean timed;
    private @Nullable ScheduledFuture<?> lingering;

    Pipe(SessionHandler session, YamuxStream stream) {
        this.session = session;
        this.stream = stream;
    }

    /** Makes every call that lasts longer fail with {@code TIMED_OUT}. Null waits for ever. */
    void deadlineIn(@Nullable Duration time) {
        lock.lock();
        try {
            timed = time != null;
            deadline = time != null ? System.nanoTime() + time.toNanos() : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Reads at least one byte; -1 when the other end has finished. */
    int read(byte[] into, int offset, int length) {
        List<ByteBuf> taken;
        lock.lock();
        try {
            while (inbox.isEmpty() && !remoteFinished) {
                check();
                await(readable);
            }
            check();
            if (inbox.isEmpty()) {
                return length == 0 ? 0 : -1;
            }
            taken = inbox.take(length);
        } finally {
            lock.unlock();
        }
        int count = 0;
        for (ByteBuf chunk : taken) {
            int size = chunk.readableBytes();
            chunk.readBytes(into, offset + count, size).release();
            count += size;
        }
        consumed(count);
        return count;
    }

    private void consumed(int count) {
        session.unbuffered(count);
        lock.lock();
        try {
            consumed += count;
            if (consumed >= reportAt) {
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all is on its way or soon will be. */
    void write(byte[] from, int offset, int length) {
        for (int done = 0; done < length; ) {
            int piece = Math.min(PIECE, length - done);
            ByteBuf bytes = PooledByteBufAllocator.DEFAULT
                    .heapBuffer(YamuxStream.HEADROOM + piece)
                    .setIndex(YamuxStream.HEADROOM, YamuxStream.HEADROOM)
                    .writeBytes(from, offset + done, piece);
            done += piece;
            put(bytes, done == length);
        }
    }

    private void put(ByteBuf bytes, boolean last) {
        lock.lock();
        try {
            checkWriting();
            while (unsent >= MAX_UNSENT) {
                await(writable);
                checkWriting();
            }
            unsent += bytes.readableBytes();
            outbox.add(bytes.retain());
            if (last || unsent >= MAX_UNSENT) {
                schedule();
            }
        } finally {
            bytes.release();
            lock.unlock();
        }
    }

    private void checkWriting() {
        check();
        if (finishing) {
            throw new OverlayException(Reason.CLOSED, "this end of the stream has finished");
        }
    }

    /** Returns when all that was written has left. */
    void awaitSent() {
        lock.lock();
        try {
            while (unsent > 0) {
                check();
                await(writable);
            }
            check();
        } finally {
            lock.unlock();
        }
    }

    /** Ends this end's half, behind all that was written. */
    void finish() {
        lock.lock();
        try {
            if (!finishing && failure == null) {
                finishing = true;
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Finishes, and wants nothing more of the other end. */
    void close() {
        lock.lock();
        try {
            if (closed || failure != null) {
                return;
            }
            closed = true;
            finishing = true;
            dropInbox();
            readable.signalAll();
            writable.signalAll();
            schedule();
        } finally {
            lock.unlock();
        }
    }

    void reset(OverlayException cause) {
        lock.lock();
        try {
            if (failure == null) {
                fail(cause);
                resetting = true;
                schedule();
            }
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        if (failure != null) {
            throw new OverlayException(failure.reason(), String.valueOf(failure.getMessage()), failure);
        }
        if (closed) {
            throw new OverlayException(Reason.CLOSED, "the stream is closed");
        }
    }

    /** Every caller looks again whether it may go on. */
    @SuppressWarnings("WaitNotInLoop")
    private void await(Condition condition) {
        try {
            if (!timed) {
                condition.await();
            } else if (condition.awaitNanos(deadline - System.nanoTime()) <= 0) {
                throw new OverlayException(
                        Reason.TIMED_OUT, "the stream to %s has no answer in time".formatted(session.peer()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverlayException(Reason.CLOSED, "interrupted", e);
        }
    }

    private void fail(OverlayException cause) {
        failure = cause;
        dropInbox();
        outbox.forEach(ByteBuf::release);
        outbox.clear();
        readable.signalAll();
        writable.signalAll();
    }

    private void dropInbox() {
        int dropped = inbox.clear();
        session.unbuffered(dropped);
        consumed += dropped;
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            session.execute(this::exchange);
        }
    }

    /** In the event loop: carries over what the thread has done. */
    private void exchange() {
        List<ByteBuf> taken;
        int done;
        boolean finish;
        boolean reset;
        boolean linger;
        lock.lock();
        try {
            scheduled = false;
            taken = new ArrayList<>(outbox);
            outbox.clear();
            done = consumed;
            consumed = 0;
            reportAt = stream.receiveWindow() / REPORTS;
            finish = finishing;
            reset = resetting;
            linger = closed && !remoteFinished;
        } finally {
            lock.unlock();
        }
        taken.forEach(stream::write);
        if (done > 0) {
            stream.consumed(done);
        }
        if (finish) {
            stream.finish();
        }
        if (reset) {
            stream.reset();
        }
        if (linger && lingering == null) {
            lingering = session.schedule(stream::reset, LINGER);
        }
        session.flush();
    }

    @Override
    public void received(ByteBuf bytes) {
        lock.lock();
        try {
            if (failure != null || closed) {
                // nobody reads it: the other end is not to send on
                resetting = true;
                schedule();
                return;
            }
            session.buffered(bytes.readableBytes());
            inbox.add(bytes);
            if (!fed) {
                fed = true;
                session.fed(this);
            }
        } finally {
            lock.unlock();
        }
    }

    void wakeReader() {
        lock.lock();
        try {
            fed = false;
            readable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void remoteFinished() {
        lock.lock();
        try {
            remoteFinished = true;
            readable.signalAll();
        } finally {
            lock.unlock();
        }
        if (lingering != null) {
            lingering.cancel(false);
        }
    }

    @Override
    public void reset() {
        lock.lock();
        try {
            if (failure == null && !closed) {
                fail(session.whyReset());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sent(int bytes) {
        lock.lock();
        try {
            unsent -= bytes;
            if (unsent <= FEW_UNSENT) {
                writable.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
