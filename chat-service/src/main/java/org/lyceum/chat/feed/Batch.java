package org.lyceum.chat.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;

/**
 * Events in order as one WebSocket frame, {@code {"type":"events","events":[...]}}, that all readers share. Counts its
 * references, as the buffer in it does.
 */
public final class Batch {

    private static final byte[] OPEN = "{\"type\":\"events\",\"events\":[".getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}".getBytes(US_ASCII);

    private final long[] seqs;

    /** Where each event begins in the frame. */
    private final int[] starts;

    private final ByteBuf frame;

    private Batch(long[] seqs, int[] starts, ByteBuf frame) {
        this.seqs = seqs;
        this.starts = starts;
        this.frame = frame;
    }

    /** An event as JSON in UTF-8, and its place. */
    public record Encoded(long seq, byte[] json) {}

    /**
     * Encodes a batch.
     *
     * @param events one at least, by rising seq
     */
    public static Batch of(List<Encoded> events) {
        int payload = OPEN.length + CLOSE.length + events.size() - 1;
        for (Encoded event : events) {
            payload += event.json().length;
        }
        ByteBuf frame = Unpooled.directBuffer(TextFrame.headerBytes(payload) + payload);
        TextFrame.writeHeader(frame, payload).writeBytes(OPEN);
        long[] seqs = new long[events.size()];
        int[] starts = new int[events.size()];
        for (int i = 0; i < seqs.length; i++) {
            if (i > 0) {
                frame.writeByte(',');
            }
            seqs[i] = events.get(i).seq();
            starts[i] = frame.writerIndex();
            frame.writeBytes(events.get(i).json());
        }
        return new Batch(seqs, starts, frame.writeBytes(CLOSE));
    }

    public int events() {
        return seqs.length;
    }

    /** Of the whole frame. */
    public int bytes() {
        return frame.readableBytes();
    }

    /** The seq of the last event. */
    public long lastSeq() {
        return seqs[seqs.length - 1];
    }

    /** How many of the events stand behind this seq. */
    int eventsAfter(long seq) {
        int at = Arrays.binarySearch(seqs, seq);
        return seqs.length - (at >= 0 ? at + 1 : -at - 1);
    }

    /**
     * A frame of the events behind a seq, one at least; the shared one where that is all of them. The reader releases
     * it.
     */
    ByteBuf frameAfter(long seq) {
        int skipped = seqs.length - eventsAfter(seq);
        if (skipped == 0) {
            return frame.retainedDuplicate();
        }
        int from = starts[skipped];
        int payload = OPEN.length + frame.writerIndex() - from;
        ByteBuf part = Unpooled.directBuffer(TextFrame.headerBytes(payload) + payload);
        return TextFrame.writeHeader(part, payload)
                .writeBytes(OPEN)
                .writeBytes(frame, from, frame.writerIndex() - from);
    }

    Batch retain() {
        frame.retain();
        return this;
    }

    void release() {
        frame.release();
    }
}
