package org.lyceum.bittorrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The SHA-1 of a torrent's bencoded info dictionary (BEP 3): 20 bytes that name a swarm.
 *
 * <p>Held as three integers, so that equality and hashing cost nothing and no caller can change it.
 */
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {

    public static final int LENGTH = 20;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Reads 20 bytes; any other length is refused. */
    public static InfoHash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw BitTorrentException.malformed("info hash: %d bytes, expected 20".formatted(bytes.length));
        }
        return new InfoHash((long) LONG.get(bytes, 0), (long) LONG.get(bytes, 8), (int) INT.get(bytes, 16));
    }

    /** The info hash of these bytes of an info dictionary, exactly as they stand in the torrent file. */
    public static InfoHash ofInfo(byte[] bencodedInfo) {
        return of(Sha1.digest().digest(bencodedInfo));
    }

    /** Parses 40 hexadecimal digits, or the 32 base32 characters that old magnet links carry (BEP 9). */
    public static InfoHash parse(String text) {
        return switch (text.length()) {
            case 2 * LENGTH -> ofHex(text);
            case 32 -> ofBase32(text);
            default ->
                throw BitTorrentException.malformed(
                        "info hash: %d characters, expected 40 hexadecimal or 32 base32 digits"
                                .formatted(text.length()));
        };
    }

    private static InfoHash ofHex(String text) {
        try {
            return of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw BitTorrentException.malformed("info hash: '" + text + "' is not hexadecimal");
        }
    }

    private static InfoHash ofBase32(String text) {
        byte[] bytes = new byte[LENGTH];
        long window = 0;
        int bits = 0;
        int filled = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // not Character.toUpperCase, to which a dotless i is an I
            int digit = BASE32.indexOf(c >= 'a' && c <= 'z' ? c - 32 : c);
            if (digit < 0) {
                throw BitTorrentException.malformed("info hash: '" + text + "' is not base32");
            }
            window = window << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[filled++] = (byte) (window >>> bits);
            }
        }
        return of(bytes);
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        LONG.set(bytes, 0, high);
        LONG.set(bytes, 8, middle);
        INT.set(bytes, 16, low);
        return bytes;
    }

    /** 40 lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(toBytes());
    }

    @Override
    public int compareTo(InfoHash other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        if (byHigh != 0) {
            return byHigh;
        }
        int byMiddle = Long.compareUnsigned(middle, other.middle);
        return byMiddle != 0 ? byMiddle : Integer.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
