package org.lyceum.overlay.protobuf;

import java.io.ByteArrayOutputStream;

/** Unsigned varints as multiformats has them: least significant 7 bits first, at most 9 bytes. */
public final class Varint {

    /** The most bytes that a number from 0 to 2^63-1 takes. */
    public static final int MAX_BYTES = 9;

    private Varint() {}

    /** The encoding of a number that is not negative. */
    public static byte[] of(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_BYTES);
        write(out, value);
        return out.toByteArray();
    }

    static void write(ByteArrayOutputStream out, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        long left = value;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }
}
