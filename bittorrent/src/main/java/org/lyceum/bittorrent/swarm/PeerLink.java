package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MessageEncoder;

/**
 * The channel to one peer: what is written to it, how long it has been silent, and whether we read from it. Nothing is
 * read while the disk is behind, nor while the peer does not take what waits for it, since our answers take memory, nor
 * while it has sent more than the limits allow.
 */
final class PeerLink {

    /** aria2 sends its keep-alive every 120 s, so the silence that we stand is longer. */
    private static final long SILENCE_NANOS = Duration.ofMinutes(3).toNanos();

    private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(100).toNanos();

    /** What may wait for a peer that does not read, before we no longer read from it. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private static final int BATCH = 16 * 1024;

    private static final long UNREAD_NANOS = Duration.ofMinutes(1).toNanos();

    private final Channel channel;
    /** Messages written since the last flush: a buffer for each would cost more than what it holds. */
    private @Nullable ByteBuf batch;

    private long lastRead;
    private long lastWritten;
    private long unwritableSince;
    private boolean heldBack;
    private boolean closed;
    private boolean inDebt;

    PeerLink(Channel channel, long nowNanos) {
        this.channel = channel;
        lastRead = lastWritten = nowNanos;
        channel.config().setWriteBufferWaterMark(UNREAD);
    }

    Channel channel() {
        return channel;
    }

    /** When the peer was last heard, in the ticker's nanoseconds. */
    long lastRead() {
        return lastRead;
    }

    void heard(long nowNanos) {
        lastRead = nowNanos;
    }

    /** Something was written past {@link #write}. */
    void wrote(long nowNanos) {
        lastWritten = nowNanos;
    }

    void write(Message message, long nowNanos) {
        if (batch == null) {
            batch = channel.alloc().ioBuffer();
        }
        MessageEncoder.write(message, batch);
        lastWritten = nowNanos;
        if (closed) {
            dropBatch();
        } else if (batch.readableBytes() >= BATCH) {
            // only what the channel knows of counts for whether the peer takes more
            closeBatch();
        }
    }

    /** Hands the messages so far to the channel, before something that is not to overtake them. */
    void closeBatch() {
        if (batch != null) {
            var _ = channel.write(batch, channel.voidPromise());
            batch = null;
        }
    }

    void flush() {
        closeBatch();
        channel.flush();
    }

    /** Why to give the peer up, or null. */
    @Nullable
    String fault(long nowNanos) {
        if (nowNanos - lastRead > SILENCE_NANOS) {
            return "silent for three minutes";
        }
        if (!channel.isWritable() && nowNanos - unwritableSince > UNREAD_NANOS) {
            return "has not read what we sent for a minute";
        }
        return null;
    }

    void keepAlive(long nowNanos) {
        if (nowNanos - lastWritten > KEEP_ALIVE_NANOS) {
            write(new Message.KeepAlive(), nowNanos);
        }
    }

    /** False while the peer does not take what waits for it already. */
    boolean takesMore() {
        return channel.isWritable();
    }

    void setReading(boolean reading) {
        heldBack = !reading;
        applyReading();
    }

    /** More was received than the limits allow, so far. */
    void setInDebt(boolean owing) {
        if (owing != inDebt) {
            inDebt = owing;
            applyReading();
        }
    }

    /** True while it is for our own reasons that nothing is read. */
    boolean isHeldBack() {
        return heldBack || inDebt;
    }

    void writabilityChanged(long nowNanos) {
        unwritableSince = nowNanos;
        applyReading();
    }

    private void applyReading() {
        channel.config().setAutoRead(!isHeldBack() && channel.isWritable());
    }

    void close() {
        closed = true;
        dropBatch();
        var _ = channel.close();
    }

    private void dropBatch() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }
}
