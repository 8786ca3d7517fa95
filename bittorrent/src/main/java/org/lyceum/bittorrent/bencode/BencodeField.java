package org.lyceum.bittorrent.bencode;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * A value together with the way to it, so that a reader can ask for what it expects and a wrong answer becomes an
 * error such as {@code info.files[3].length: expected an integer, found a list (at byte 312)}.
 */
public final class BencodeField {

    private final @Nullable BencodeField parent;
    private final String name;
    private final int index;
    private final BencodeValue value;

    private BencodeField(@Nullable BencodeField parent, String name, int index, BencodeValue value) {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.value = value;
    }

    /** The outermost value; {@code name} begins every path below it, unless empty. */
    public static BencodeField root(String name, BencodeValue value) {
        return new BencodeField(null, name, -1, value);
    }

    public BencodeValue value() {
        return value;
    }

    /** The entry of this key, which must be there. */
    public BencodeField get(String key) {
        return find(key)
                .orElseThrow(() -> BitTorrentException.malformed(
                        "%s: missing from the dictionary (at byte %d)".formatted(below(key), value.offset())));
    }

    /** The entry of this key, if there is one; the field itself must be a dictionary. */
    public Optional<BencodeField> find(String key) {
        return Optional.ofNullable(dictionary().get(key)).map(entry -> new BencodeField(this, key, -1, entry));
    }

    public BencodeDictionary dictionary() {
        if (value instanceof BencodeDictionary dictionary) {
            return dictionary;
        }
        throw unexpected("a dictionary");
    }

    public BencodeString string() {
        if (value instanceof BencodeString string) {
            return string;
        }
        throw unexpected("a string");
    }

    /** A copy of the string's bytes. */
    public byte[] bytes() {
        return string().bytes();
    }

    /** The string as UTF-8, whatever is no UTF-8 replaced by U+FFFD. */
    public String text() {
        return string().text();
    }

    public long integer() {
        if (value instanceof BencodeInteger integer) {
            return integer.value();
        }
        throw unexpected("an integer");
    }

    /** An integer from {@code min} to {@code max}, both included. */
    public long integer(long min, long max) {
        long integer = integer();
        if (integer < min || integer > max) {
            throw malformed("%d is not from %d to %d".formatted(integer, min, max));
        }
        return integer;
    }

    /** The items of the list; a view. */
    public List<BencodeField> items() {
        if (!(value instanceof BencodeList list)) {
            throw unexpected("a list");
        }
        List<BencodeValue> values = list.values();
        return new AbstractList<>() {
            @Override
            public BencodeField get(int position) {
                return new BencodeField(BencodeField.this, "", position, values.get(position));
            }

            @Override
            public int size() {
                return values.size();
            }
        };
    }

    /** An error about this field, for the caller to throw: path, fault, byte. */
    public BitTorrentException malformed(String fault) {
        String path = path();
        return BitTorrentException.malformed(
                "%s%s (at byte %d)".formatted(path.isEmpty() ? "" : path + ": ", fault, value.offset()));
    }

    private BitTorrentException unexpected(String expected) {
        return malformed("expected %s, found %s".formatted(expected, value.kind()));
    }

    private String path() {
        if (parent == null) {
            return name;
        }
        return index < 0 ? parent.below(name) : parent.path() + "[" + index + "]";
    }

    private String below(String key) {
        String path = path();
        return path.isEmpty() ? key : path + "." + key;
    }
}
