package org.lyceum.bittorrent.bencode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string of bytes, which may or may not be text. Ordered byte by byte, unsigned, as dictionary keys are.
 *
 * <p>A decoded string is a window on its source and keeps that in memory: what is stored for long takes
 * {@link #bytes()} or {@link #text()}.
 */
public final class BencodeString implements BencodeValue, Comparable<BencodeString> {

    private final byte[] source;
    private final int start;
    private final int length;
    private final int offset;

    /** The string whose {@code length} bytes begin at {@code start}, its length prefix at {@code offset}. */
    BencodeString(byte[] source, int start, int length, int offset) {
        this.source = source;
        this.start = start;
        this.length = length;
        this.offset = offset;
    }

    public static BencodeString of(byte[] bytes) {
        return new BencodeString(bytes.clone(), 0, bytes.length, 0);
    }

    public static BencodeString of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new BencodeString(bytes, 0, bytes.length, 0);
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    @Override
    public int offset() {
        return offset;
    }

    /** A copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(source, start, start + length);
    }

    /** The bytes as UTF-8, whatever is no UTF-8 replaced by U+FFFD. */
    public String text() {
        return new String(source, start, length, StandardCharsets.UTF_8);
    }

    void writeTo(BencodeEncoder.Output output) {
        output.write(source, start, length);
    }

    @Override
    public int compareTo(BencodeString other) {
        return Arrays.compareUnsigned(
                source, start, start + length, other.source, other.start, other.start + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BencodeString string && compareTo(string) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    /** The text when that is short and printable ASCII, else the number of bytes. */
    @Override
    public String toString() {
        String text = new String(source, start, Math.min(length, 65), StandardCharsets.ISO_8859_1);
        boolean readable = length <= 64 && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        return readable ? "'" + text + "'" : length + " bytes";
    }
}
