package org.lyceum.bittorrent.bencode;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary, its keys unique and in the order of their bytes.
 *
 * <p>Two sorted arrays rather than a hash table: half the memory, and no keys that a stranger can make collide.
 */
public final class BencodeDictionary implements BencodeValue {

    private static final BencodeString[] NO_KEYS = {};
    private static final BencodeValue[] NO_VALUES = {};

    private final BencodeString[] keys;
    private final BencodeValue[] values;
    private final byte @Nullable [] source;
    private final int offset;
    private final int end;

    private BencodeDictionary(
            List<BencodeString> keys, List<BencodeValue> values, byte @Nullable [] source, int offset, int end) {
        this.keys = keys.toArray(NO_KEYS);
        this.values = values.toArray(NO_VALUES);
        this.source = source;
        this.offset = offset;
        this.end = end;
    }

    /** A dictionary that stood at {@code offset} to {@code end} (exclusive) of a source; keys sorted and unique. */
    static BencodeDictionary decoded(
            List<BencodeString> keys, List<BencodeValue> values, byte[] source, int offset, int end) {
        return new BencodeDictionary(keys, values, source, offset, end);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public int offset() {
        return offset;
    }

    public int size() {
        return keys.length;
    }

    /** The keys, sorted. */
    public List<BencodeString> keys() {
        return List.of(keys);
    }

    /** The value of this key (its UTF-8 bytes), or null. */
    public @Nullable BencodeValue get(String key) {
        return get(BencodeString.of(key));
    }

    public @Nullable BencodeValue get(BencodeString key) {
        int index = Arrays.binarySearch(keys, key);
        return index < 0 ? null : values[index];
    }

    /** Calls {@code action} with each key and its value, in the order of the keys. */
    public void forEach(BiConsumer<BencodeString, BencodeValue> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(keys[i], values[i]);
        }
    }

    /** The dictionary as bencode: for a decoded one the very bytes that it was read from, even unsorted ones. */
    public byte[] toBytes() {
        return BencodeEncoder.encode(this);
    }

    void writeTo(BencodeEncoder.Output output) {
        if (source != null) {
            output.write(source, offset, end - offset);
            return;
        }
        output.write('d');
        for (int i = 0; i < keys.length; i++) {
            output.value(keys[i]);
            output.value(values[i]);
        }
        output.write('e');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BencodeDictionary dictionary
                && Arrays.equals(dictionary.keys, keys)
                && Arrays.equals(dictionary.values, values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < keys.length; i++) {
            text.append(i == 0 ? "" : ", ").append(keys[i]).append(": ").append(values[i]);
        }
        return text.append('}').toString();
    }

    /** Gathers entries in any order; a key that is put twice keeps the last value. */
    public static final class Builder {

        private final NavigableMap<BencodeString, BencodeValue> entries = new TreeMap<>();

        private Builder() {}

        public Builder put(BencodeString key, BencodeValue value) {
            entries.put(key, value);
            return this;
        }

        public Builder put(String key, BencodeValue value) {
            return put(BencodeString.of(key), value);
        }

        public Builder put(String key, long value) {
            return put(key, BencodeInteger.of(value));
        }

        public Builder put(String key, String text) {
            return put(key, BencodeString.of(text));
        }

        public Builder put(String key, byte[] bytes) {
            return put(key, BencodeString.of(bytes));
        }

        public BencodeDictionary build() {
            return new BencodeDictionary(List.copyOf(entries.keySet()), List.copyOf(entries.values()), null, 0, 0);
        }
    }
}
