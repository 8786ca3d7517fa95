package org.lyceum.bittorrent.bencode;

/** An integer of 64 bits; decoding refuses a longer one. */
public record BencodeInteger(long value, int offset) implements BencodeValue {

    public static BencodeInteger of(long value) {
        return new BencodeInteger(value, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BencodeInteger integer && integer.value == value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
