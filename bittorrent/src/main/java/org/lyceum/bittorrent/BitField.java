package org.lyceum.bittorrent;

import java.util.Arrays;

/**
 * Which pieces somebody has: one bit a piece, the highest bit of the first byte is piece 0 (BEP 3).
 *
 * <p>Mutable and confined to its owner; {@link #copy()} crosses threads.
 */
public final class BitField {

    private final long[] words;
    private final int size;
    private int cardinality;

    public BitField(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("bit field of " + size + " pieces");
        }
        this.size = size;
        this.words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    }

    private BitField(BitField other) {
        this.size = other.size;
        this.words = other.words.clone();
        this.cardinality = other.cardinality;
    }

    /**
     * Reads the payload of a bitfield message.
     *
     * @throws BitTorrentException when the length is not that of {@code size} pieces, or a spare bit is set
     */
    public static BitField fromBytes(byte[] bytes, int size) {
        int expected = (size + 7) / 8;
        if (bytes.length != expected) {
            throw BitTorrentException.malformed(
                    "bitfield: %d bytes, expected %d for %d pieces".formatted(bytes.length, expected, size));
        }
        BitField field = new BitField(size);
        for (int i = 0; i < bytes.length; i++) {
            field.words[i >>> 3] |= (long) (bytes[i] & 0xff) << (56 - ((i & 7) << 3));
        }
        int spare = field.words.length * Long.SIZE - size;
        if (spare > 0 && (field.words[field.words.length - 1] & ((1L << spare) - 1)) != 0) {
            throw BitTorrentException.malformed("bitfield: a spare bit after piece %d is set".formatted(size - 1));
        }
        for (long word : field.words) {
            field.cardinality += Long.bitCount(word);
        }
        return field;
    }

    public static BitField full(int size) {
        BitField field = new BitField(size);
        field.setAll();
        return field;
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[(size + 7) / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i >>> 3] >>> (56 - ((i & 7) << 3)));
        }
        return bytes;
    }

    public BitField copy() {
        return new BitField(this);
    }

    public int size() {
        return size;
    }

    /** How many bits are set. */
    public int cardinality() {
        return cardinality;
    }

    public boolean isFull() {
        return cardinality == size;
    }

    public boolean isEmpty() {
        return cardinality == 0;
    }

    public boolean get(int index) {
        return index >= 0 && index < size && (words[index >>> 6] & mask(index)) != 0;
    }

    /** Sets a bit; true when it was clear before. */
    public boolean set(int index) {
        check(index);
        if ((words[index >>> 6] & mask(index)) != 0) {
            return false;
        }
        words[index >>> 6] |= mask(index);
        cardinality++;
        return true;
    }

    /** Clears a bit; true when it was set before. */
    public boolean clear(int index) {
        check(index);
        if ((words[index >>> 6] & mask(index)) == 0) {
            return false;
        }
        words[index >>> 6] &= ~mask(index);
        cardinality--;
        return true;
    }

    public void setAll() {
        Arrays.fill(words, -1L);
        int spare = words.length * Long.SIZE - size;
        if (spare > 0) {
            words[words.length - 1] &= -1L << spare;
        }
        cardinality = size;
    }

    /** The first set bit at or after {@code from}, or -1. */
    public int nextSet(int from) {
        return next(from, 0L);
    }

    /** The first clear bit at or after {@code from}, or -1. */
    public int nextClear(int from) {
        int index = next(from, -1L);
        return index < size ? index : -1;
    }

    /** The first bit at or after {@code from} that is set here and in {@code other}, or -1. */
    public int nextCommon(BitField other, int from) {
        if (other.size != size) {
            throw new IllegalArgumentException("bit fields of " + size + " and " + other.size + " pieces");
        }
        if (from >= size) {
            return -1;
        }
        int word = from >>> 6;
        long bits = words[word] & other.words[word] & (-1L >>> (from & 63));
        while (bits == 0) {
            if (++word == words.length) {
                return -1;
            }
            bits = words[word] & other.words[word];
        }
        return (word << 6) + Long.numberOfLeadingZeros(bits);
    }

    private int next(int from, long flip) {
        if (from >= size) {
            return -1;
        }
        int word = from >>> 6;
        long bits = (words[word] ^ flip) & (-1L >>> (from & 63));
        while (bits == 0) {
            if (++word == words.length) {
                return -1;
            }
            bits = words[word] ^ flip;
        }
        return (word << 6) + Long.numberOfLeadingZeros(bits);
    }

    private static long mask(int index) {
        return Long.MIN_VALUE >>> (index & 63);
    }

    private void check(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("piece " + index + " of " + size);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitField field && field.size == size && Arrays.equals(field.words, words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words) * 31 + size;
    }

    @Override
    public String toString() {
        return cardinality + " of " + size;
    }
}
