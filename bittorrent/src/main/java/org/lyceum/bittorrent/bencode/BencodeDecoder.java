package org.lyceum.bittorrent.bencode;

import org.lyceum.bittorrent.BitTorrentException;

/**
 * Reads bencode. Every fault is a {@link BitTorrentException} that says what is wrong and at which byte.
 *
 * @param mode how much to forgive
 * @param maxBytes longest source; a longer one is refused unread
 */
public record BencodeDecoder(Mode mode, int maxBytes) {

    /** Lists and dictionaries inside one another. */
    public static final int MAX_DEPTH = 100;

    /** Values and keys in one source: an object each, so this bounds memory where a byte count does not. */
    public static final int MAX_TOKENS = 3_000_000;

    public static final int DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

    public enum Mode {
        /** The one form that BEP 3 allows: what our own programs write. */
        STRICT,
        /**
         * What is in the wild and has one meaning all the same: unsorted keys, leading zeros, negative zero, bytes after
         * the end. A key that stands twice is refused here too, since readers differ on which one counts.
         */
        LENIENT
    }

    /**
     * A value at the start of some bytes.
     *
     * @param length bytes that the value took; what follows it begins there
     */
    public record Prefix(BencodeValue value, int length) {}

    public static BencodeDecoder strict() {
        return new BencodeDecoder(Mode.STRICT, DEFAULT_MAX_BYTES);
    }

    public static BencodeDecoder lenient() {
        return new BencodeDecoder(Mode.LENIENT, DEFAULT_MAX_BYTES);
    }

    public BencodeDecoder withMaxBytes(int bytes) {
        return new BencodeDecoder(mode, bytes);
    }

    /**
     * Decodes a source that is one value. The value keeps {@code source}, which must not change from here on.
     *
     * @throws BitTorrentException saying what is wrong and where
     */
    public BencodeValue decode(byte[] source) {
        Prefix prefix = decodePrefix(source);
        if (mode == Mode.STRICT && prefix.length() < source.length) {
            throw BitTorrentException.malformed("bencode: %d bytes after the end of the value (at byte %d)"
                    .formatted(source.length - prefix.length(), prefix.length()));
        }
        return prefix.value();
    }

    /** Decodes the value that the source begins with, such as the header of a metadata message (BEP 9). */
    public Prefix decodePrefix(byte[] source) {
        if (source.length > maxBytes) {
            throw BitTorrentException.malformed(
                    "bencode: %d bytes, of which at most %d are read".formatted(source.length, maxBytes));
        }
        BencodeParser parser = new BencodeParser(source, mode);
        return new Prefix(parser.value(), parser.position());
    }
}
