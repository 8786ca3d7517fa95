package org.lyceum.overlay.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** Reads what {@link ByteWriter} wrote. Every claim of a size is checked against a cap and against what is there. */
public final class ByteReader {

    private final ByteBuffer bytes;

    private ByteReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a whole message: nothing may be missing and nothing left over.
     *
     * @throws MalformedMessageException when the bytes are no such message
     */
    public static <T> T readAll(byte[] message, int maxBytes, Function<ByteReader, T> fields) {
        if (message.length > maxBytes) {
            throw new MalformedMessageException(
                    "message of %d bytes, at most %d are allowed".formatted(message.length, maxBytes));
        }
        ByteReader reader = new ByteReader(ByteBuffer.wrap(message));
        T value;
        try {
            value = fields.apply(reader);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(e.getMessage() == null ? "a field is out of range" : e.getMessage());
        }
        if (reader.bytes.hasRemaining()) {
            throw new MalformedMessageException("%d bytes after the end".formatted(reader.bytes.remaining()));
        }
        return value;
    }

    public int u8() {
        return need(1).get() & 0xFF;
    }

    public int u16() {
        return need(2).getShort() & 0xFFFF;
    }

    public int i32() {
        return need(4).getInt();
    }

    public long i64() {
        return need(8).getLong();
    }

    public boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new MalformedMessageException("flag %d is neither 0 nor 1".formatted(value));
        }
        return value == 1;
    }

    public byte[] raw(int length) {
        need(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    public byte[] block(int maxBytes) {
        return raw(count(maxBytes, 1));
    }

    public String text(int maxBytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block(maxBytes)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("a text is not UTF-8");
        }
    }

    public PeerId peer() {
        return PeerId.of(raw(PeerId.KEY_BYTES));
    }

    public Address address() {
        return new Address(text(Address.MAX_HOST_BYTES), u16());
    }

    public Contact contact() {
        return new Contact(peer(), i64(), list(Contact.MAX_ADDRESSES, 5, this::address));
    }

    /**
     * Reads a count and so many elements.
     *
     * @param max the most elements that are allowed
     * @param elementBytes the fewest bytes that an element takes, at least 1
     */
    public <T> List<T> list(int max, int elementBytes, Supplier<T> element) {
        int count = count(max, elementBytes);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.get());
        }
        return values;
    }

    private int count(int max, int elementBytes) {
        int count = u16();
        if (count > max) {
            throw new MalformedMessageException("count %d, at most %d are allowed".formatted(count, max));
        }
        need(count * elementBytes);
        return count;
    }

    private ByteBuffer need(int length) {
        if (bytes.remaining() < length) {
            throw new MalformedMessageException(
                    "ends %d bytes early, at byte %d".formatted(length - bytes.remaining(), bytes.position()));
        }
        return bytes;
    }
}
