package org.lyceum.overlay.protobuf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one message in the order in which it is called; ascending numbers make it canonical. */
public final class ProtobufWriter {

    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes a field of a number that is not negative. */
    public ProtobufWriter number(int field, long value) {
        Varint.write(out, (long) field << 3 | VARINT);
        Varint.write(out, value);
        return this;
    }

    public ProtobufWriter bytes(int field, byte[] value) {
        Varint.write(out, (long) field << 3 | LENGTH_DELIMITED);
        return bare(value);
    }

    public ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes behind their length, without a field number. */
    public ProtobufWriter bare(byte[] value) {
        Varint.write(out, value.length);
        out.writeBytes(value);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
