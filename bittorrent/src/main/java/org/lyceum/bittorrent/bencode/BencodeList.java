package org.lyceum.bittorrent.bencode;

import java.util.List;

/** A list, in order. */
public record BencodeList(List<BencodeValue> values, int offset) implements BencodeValue {

    public BencodeList {
        values = List.copyOf(values);
    }

    public static BencodeList of(List<? extends BencodeValue> values) {
        return new BencodeList(List.copyOf(values), 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BencodeList list && list.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
