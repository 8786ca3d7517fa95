package org.lyceum.chat.events;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;

/**
 * The name of an event: the first {@value #BYTES} bytes of SHA-256 over what its author signed. So an event that is
 * sent twice is the same event, and nobody can take another's name first.
 */
public record EventId(long high, long low) {

    /** As sent. */
    public static final int BYTES = 16;

    static EventId of(byte[] content) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
            return new EventId(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @throws IllegalArgumentException when it is not 32 hexadecimal digits
     */
    public static EventId parse(String digits) {
        if (digits.length() != 2 * BYTES) {
            throw new IllegalArgumentException("'%s' is no event's id: it has not %d hexadecimal digits"
                    .formatted(digits.substring(0, Math.min(digits.length(), 2 * BYTES)), 2 * BYTES));
        }
        return new EventId(HexFormat.fromHexDigitsToLong(digits, 0, 16), HexFormat.fromHexDigitsToLong(digits, 16, 32));
    }

    public static EventId read(ByteReader in) {
        return new EventId(in.i64(), in.i64());
    }

    public static void write(ByteWriter out, EventId id) {
        out.i64(id.high).i64(id.low);
    }

    /** The bits are random already. */
    @Override
    public int hashCode() {
        return (int) low;
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
