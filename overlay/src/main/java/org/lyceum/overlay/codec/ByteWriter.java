package org.lyceum.overlay.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** Writes fields one after the other, numbers big-endian, lists and texts after their count in two bytes. */
public final class ByteWriter {

    private byte[] bytes = new byte[64];
    private int size;

    public ByteWriter u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public ByteWriter i32(int value) {
        return u16(value >>> 16).u16(value);
    }

    public ByteWriter i64(long value) {
        return i32((int) (value >>> 32)).i32((int) value);
    }

    public ByteWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Bytes without their count: who reads them knows it. */
    public ByteWriter raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** At most 65,535 bytes. */
    public ByteWriter block(byte[] value) {
        return count(value.length).raw(value);
    }

    public ByteWriter text(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    public ByteWriter peer(PeerId value) {
        return raw(value.publicKey());
    }

    public ByteWriter address(Address value) {
        return text(value.host()).u16(value.port());
    }

    public ByteWriter contact(Contact value) {
        return peer(value.peer()).i64(value.incarnation()).list(value.addresses(), ByteWriter::address);
    }

    public <T> ByteWriter list(Collection<T> values, BiConsumer<ByteWriter, T> element) {
        count(values.size());
        values.forEach(value -> element.accept(this, value));
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private ByteWriter count(int count) {
        if (count > 0xFFFF) {
            throw new IllegalArgumentException("%d do not fit in a count of two bytes".formatted(count));
        }
        return u16(count);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
