package org.lyceum.bittorrent.bencode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * One pass over one source. It recurses, but never deeper than {@link BencodeDecoder#MAX_DEPTH}, and allocates only
 * for values whose bytes are there.
 */
final class BencodeParser {

    private final byte[] source;
    private final boolean strict;
    private int position;
    private int depth;
    private int tokens;

    BencodeParser(byte[] source, BencodeDecoder.Mode mode) {
        this.source = source;
        this.strict = mode == BencodeDecoder.Mode.STRICT;
    }

    /** The first byte that no value has taken. */
    int position() {
        return position;
    }

    BencodeValue value() {
        int offset = position;
        countToken();
        return switch (peek("a value")) {
            case 'i' -> integer(offset);
            case 'l' -> nested(() -> list(offset));
            case 'd' -> nested(() -> dictionary(offset));
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> string(offset);
            default -> throw malformed("expected i, l, d or a digit, found " + describe(source[offset]), offset);
        };
    }

    private BencodeInteger integer(int offset) {
        position++;
        boolean negative = peek("an integer") == '-';
        if (negative) {
            position++;
        }
        int firstDigit = position;
        // kept negative, since the smallest long has no positive counterpart
        long value = 0;
        while (peek("an integer") != 'e') {
            int digit = digit("the integer");
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw malformed("integer beyond 64 bits", offset);
            }
            value = value * 10 - digit;
            position++;
        }
        checkDigits(firstDigit, "integer", offset);
        if (strict && negative && value == 0) {
            throw malformed("negative zero", offset);
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw malformed("integer beyond 64 bits", offset);
        }
        position++;
        return new BencodeInteger(negative ? value : -value, offset);
    }

    private BencodeString string(int offset) {
        long length = 0;
        while (peek("a string's length") != ':') {
            length = length * 10 + digit("the string's length");
            if (length > Integer.MAX_VALUE) {
                throw malformed("string of more than %d bytes".formatted(Integer.MAX_VALUE), offset);
            }
            position++;
        }
        checkDigits(offset, "string length", offset);
        position++;
        int left = source.length - position;
        if (length > left) {
            throw malformed("string of %d bytes where %d are left".formatted(length, left), offset);
        }
        BencodeString string = new BencodeString(source, position, (int) length, offset);
        position += (int) length;
        return string;
    }

    private BencodeList list(int offset) {
        position++;
        List<BencodeValue> values = new ArrayList<>();
        while (peek("a list") != 'e') {
            values.add(value());
        }
        position++;
        return new BencodeList(values, offset);
    }

    private record Entry(BencodeString key, BencodeValue value) {}

    private BencodeDictionary dictionary(int offset) {
        position++;
        List<Entry> entries = new ArrayList<>();
        boolean sorted = true;
        while (peek("a dictionary") != 'e') {
            BencodeString key = key();
            if (!entries.isEmpty()) {
                int order = entries.getLast().key.compareTo(key);
                if (strict && order > 0) {
                    throw malformed("key %s is not in sorted order".formatted(key), key.offset());
                }
                sorted &= order < 0;
            }
            entries.add(new Entry(key, value()));
        }
        position++;
        if (!sorted) {
            entries.sort(Comparator.comparing(Entry::key));
            refuseDuplicates(entries);
        }
        return BencodeDictionary.decoded(
                entries.stream().map(Entry::key).toList(),
                entries.stream().map(Entry::value).toList(),
                source,
                offset,
                position);
    }

    private BencodeString key() {
        int offset = position;
        countToken();
        byte next = peek("a dictionary");
        if (next < '0' || next > '9') {
            throw malformed("expected a key, which is a string, found " + describe(next), offset);
        }
        return string(offset);
    }

    private void refuseDuplicates(List<Entry> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            BencodeString key = sorted.get(i).key;
            if (key.equals(sorted.get(i - 1).key)) {
                throw malformed("key %s stands twice".formatted(key), key.offset());
            }
        }
    }

    private interface Container {
        BencodeValue read();
    }

    private BencodeValue nested(Container container) {
        if (++depth > BencodeDecoder.MAX_DEPTH) {
            throw malformed("nested deeper than %d levels".formatted(BencodeDecoder.MAX_DEPTH), position);
        }
        BencodeValue value = container.read();
        depth--;
        return value;
    }

    private void countToken() {
        if (++tokens > BencodeDecoder.MAX_TOKENS) {
            throw malformed("more than %d values".formatted(BencodeDecoder.MAX_TOKENS), position);
        }
    }

    private byte peek(String inside) {
        if (position >= source.length) {
            throw malformed("the data ends inside " + inside, position);
        }
        return source[position];
    }

    private int digit(String inside) {
        byte found = source[position];
        if (found < '0' || found > '9') {
            throw malformed("expected a digit in %s, found %s".formatted(inside, describe(found)), position);
        }
        return found - '0';
    }

    private void checkDigits(int first, String what, int offset) {
        if (position == first) {
            throw malformed(what + " without digits", offset);
        }
        if (strict && source[first] == '0' && position > first + 1) {
            throw malformed(what + " with a leading zero", offset);
        }
    }

    private static String describe(byte found) {
        return found >= 0x20 && found < 0x7f ? "'" + (char) found + "'" : "0x%02x".formatted(found);
    }

    private static BitTorrentException malformed(String what, int offset) {
        return BitTorrentException.malformed("bencode: %s (at byte %d)".formatted(what, offset));
    }
}
