package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.multistream.Negotiation;
import org.lyceum.overlay.protobuf.Varint;

/**
 * A duplex stream to a peer that has proved who it is. Its calls block; one thread may read while another writes. Any
 * of them may throw an {@link OverlayException}: {@code RESET} when the other end gave the stream up,
 * {@code TIMED_OUT} behind a deadline, {@code CLOSED} when it is closed here, or why the connection ended.
 */
public final class Stream implements AutoCloseable {

    private final Connection connection;
    private final Pipe pipe;
    private @Nullable Protocol protocol;

    Stream(Connection connection, Pipe pipe) {
        this.connection = connection;
        this.pipe = pipe;
    }

    public Connection connection() {
        return connection;
    }

    public PeerId peer() {
        return connection.peer();
    }

    void agree(Protocol on) {
        protocol = on;
    }

    private int maxMessage() {
        return protocol != null ? protocol.maxMessage() : 0;
    }

    /** Gives all that follows, together, so much time; null gives it any. */
    public void deadlineIn(@Nullable Duration time) {
        pipe.deadlineIn(time);
    }

    /**
     * Waits for bytes.
     *
     * @return how many were read, at least one; -1 when the other end has finished
     */
    public int read(byte[] into, int offset, int length) {
        return pipe.read(into, offset, length);
    }

    /** Returns when the bytes have left or will without waiting; so the other end sets the pace. */
    public void write(byte[] from, int offset, int length) {
        pipe.write(from, offset, length);
    }

    /** Sends a message: its length as an unsigned varint, and its bytes. */
    public void send(byte[] message) {
        if (message.length > maxMessage()) {
            throw new IllegalArgumentException(
                    "%d bytes in a message of %s, at most %d may be".formatted(message.length, protocol, maxMessage()));
        }
        byte[] prefix = Varint.of(message.length);
        byte[] framed = Arrays.copyOf(prefix, prefix.length + message.length);
        System.arraycopy(message, 0, framed, prefix.length, message.length);
        write(framed, 0, framed.length);
    }

    /**
     * Waits for a message; null when the other end has finished. One that is too large ends the connection, with
     * {@code TOO_LARGE}.
     */
    public byte @Nullable [] receive() {
        int length = readLength();
        if (length < 0) {
            return null;
        }
        if (length > maxMessage()) {
            OverlayException tooLarge = new OverlayException(
                    Reason.TOO_LARGE,
                    "a message of %d bytes on %s, at most %d may be".formatted(length, protocol, maxMessage()));
            connection.end(tooLarge);
            throw tooLarge;
        }
        return readMessage(length);
    }

    /** -1 at the end of the stream. A length beyond an int counts as the greatest int. */
    private int readLength() {
        byte[] one = new byte[1];
        long length = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            if (read(one, 0, 1) < 0) {
                if (i == 0) {
                    return -1;
                }
                throw endsInside("a length");
            }
            length |= (one[0] & 0x7fL) << (7 * i);
            if (one[0] >= 0) {
                return (int) Math.min(length, Integer.MAX_VALUE);
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Memory grows with what has come, not with what was announced. */
    private byte[] readMessage(int length) {
        byte[] message;
        try {
            message = input().readNBytes(length);
        } catch (IOException e) {
            throw new IllegalStateException("a stream throws no such thing", e);
        }
        if (message.length < length) {
            throw endsInside("a message of %d bytes".formatted(length));
        }
        return message;
    }

    private OverlayException endsInside(String what) {
        return new OverlayException(Reason.MALFORMED, "the stream of %s ends inside %s".formatted(protocol, what));
    }

    /** Agrees on a protocol; reads no byte of what follows. */
    String negotiate(Negotiation negotiation) {
        byte[] greeting = negotiation.greeting();
        write(greeting, 0, greeting.length);
        ByteBuf received = Unpooled.buffer();
        byte[] one = new byte[1];
        while (negotiation.selected().isEmpty()) {
            if (read(one, 0, 1) < 0) {
                throw new OverlayException(Reason.UNSUPPORTED, "the other end ends the stream instead of agreeing");
            }
            byte[] answer = receive(negotiation, received.writeBytes(one));
            received.discardReadBytes();
            write(answer, 0, answer.length);
        }
        return negotiation.selected().get();
    }

    private byte[] receive(Negotiation negotiation, ByteBuf received) {
        try {
            return negotiation.receive(received);
        } catch (OverlayException e) {
            if (e.reason() == Reason.PROTOCOL_VIOLATION) {
                connection.end(e);
            }
            throw e;
        }
    }

    /** The other end's half. */
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() {
                byte[] one = new byte[1];
                return Stream.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length == 0 ? 0 : Stream.this.read(into, offset, length);
            }
        };
    }

    /** This end's half; closing it finishes that half. */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                Stream.this.write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                Stream.this.write(from, offset, length);
            }

            @Override
            public void close() {
                finish();
            }
        };
    }

    /** Tells the other end that no more will come, behind all that was written. What it sends can still be read. */
    public void finish() {
        pipe.finish();
    }

    /** Waits until all that was written has left this node. */
    public void awaitSent() {
        pipe.awaitSent();
    }

    /** Gives the stream up in both directions; what is on its way is lost. */
    public void reset() {
        pipe.reset(new OverlayException(Reason.CLOSED, "the stream was given up here"));
    }

    /** Finishes, and wants nothing more: should the other end send on, the stream is reset. */
    @Override
    public void close() {
        pipe.close();
    }
}
