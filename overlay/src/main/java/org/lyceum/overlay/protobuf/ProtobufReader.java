package org.lyceum.overlay.protobuf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * Reads the fields of one message one after the other. Every fault, a length beyond the end among them, is a
 * {@code MALFORMED}.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> key = reader.bytes();
 *         default -> reader.skip();
 *     }
 * }
 * }</pre>
 */
public final class ProtobufReader {

    private static final int FIXED_64 = 1;
    private static final int FIXED_32 = 5;

    private final String what;
    private final byte[] message;
    private int position;
    private int field;
    private int wireType;

    /** @param what names the message in errors, such as "identify" */
    public ProtobufReader(String what, byte[] message) {
        this.what = what;
        this.message = message;
    }

    /** Moves on to the next field; false at the end. */
    public boolean next() {
        if (position == message.length) {
            return false;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
            throw malformed("field number " + (tag >>> 3));
        }
        field = (int) (tag >>> 3);
        return true;
    }

    public int field() {
        return field;
    }

    /** The value of the field, from 0 to 2^63-1. */
    public long number() {
        expect(ProtobufWriter.VARINT);
        return varint();
    }

    public byte[] bytes() {
        expect(ProtobufWriter.LENGTH_DELIMITED);
        byte[] value = new byte[length()];
        System.arraycopy(message, position, value, 0, value.length);
        position += value.length;
        return value;
    }

    /** The value of the field, which has to be UTF-8. */
    public String text() {
        byte[] value = bytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("text that is not UTF-8");
        }
    }

    public void skip() {
        switch (wireType) {
            case ProtobufWriter.VARINT -> varint();
            case ProtobufWriter.LENGTH_DELIMITED -> advance(length());
            case FIXED_64 -> advance(8);
            case FIXED_32 -> advance(4);
            default -> throw malformed("wire type " + wireType);
        }
    }

    private void advance(int bytes) {
        if (bytes > message.length - position) {
            throw malformed("%d bytes are wanted and %d are left".formatted(bytes, message.length - position));
        }
        position += bytes;
    }

    private int length() {
        long length = varint();
        if (length > message.length - position) {
            throw malformed("a length of %d with %d bytes left".formatted(length, message.length - position));
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            if (position == message.length) {
                throw malformed("ends inside a number");
            }
            byte next = message[position++];
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than %d bytes".formatted(Varint.MAX_BYTES));
    }

    private void expect(int type) {
        if (wireType != type) {
            throw malformed("wire type " + wireType);
        }
    }

    private OverlayException malformed(String detail) {
        return new OverlayException(
                Reason.MALFORMED, "%s, field %d at byte %d: %s".formatted(what, field, position, detail));
    }
}
