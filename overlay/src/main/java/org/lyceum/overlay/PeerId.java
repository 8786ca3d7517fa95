package org.lyceum.overlay;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a node: its Ed25519 public key, as libp2p writes it (libp2p specs, {@code peer-ids/peer-ids.md}).
 *
 * @param text base58btc of the identity multihash of the key's protobuf; starts with {@code 12D3KooW}
 */
public record PeerId(String text) implements Comparable<PeerId> {

    /** Bytes of an Ed25519 public key. */
    public static final int KEY_BYTES = 32;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int[] DIGITS = digits();

    /** Identity multihash of 36 bytes; protobuf: key type Ed25519, 32 bytes of data. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("002408011220");

    private static final int TEXT_LENGTH = 52;

    /** @throws IllegalArgumentException when the text is not the PeerId of an Ed25519 key */
    public PeerId {
        byte[] bytes = decode(text);
        if (bytes.length != PREFIX.length + KEY_BYTES
                || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IllegalArgumentException("peer id '%s' is not one of an Ed25519 key".formatted(text));
        }
    }

    /** The name of the holder of this key, {@value #KEY_BYTES} bytes as in RFC 8032. */
    public static PeerId of(byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "public key of %d bytes, expected %d".formatted(publicKey.length, KEY_BYTES));
        }
        byte[] bytes = Arrays.copyOf(PREFIX, PREFIX.length + KEY_BYTES);
        System.arraycopy(publicKey, 0, bytes, PREFIX.length, KEY_BYTES);
        return new PeerId(encode(bytes));
    }

    /**
     * Reads what {@link #toBytes} gives.
     *
     * @throws IllegalArgumentException when it is not the multihash of an Ed25519 key
     */
    public static PeerId ofBytes(byte[] multihash) {
        if (multihash.length != PREFIX.length + KEY_BYTES) {
            throw new IllegalArgumentException(
                    "peer id of %d bytes is not one of an Ed25519 key".formatted(multihash.length));
        }
        return new PeerId(encode(multihash));
    }

    /** The key itself, as in RFC 8032. */
    public byte[] publicKey() {
        byte[] bytes = decode(text);
        return Arrays.copyOfRange(bytes, PREFIX.length, bytes.length);
    }

    /** The multihash that libp2p sends in binary fields. */
    public byte[] toBytes() {
        return decode(text);
    }

    /** Base 58 by long division, in limbs of 32 bits: names are read and written for every message of the overlay. */
    private static String encode(byte[] bytes) {
        int[] number = new int[(bytes.length + 3) / 4];
        for (int i = 0; i < bytes.length; i++) {
            number[number.length - 1 - (bytes.length - 1 - i) / 4] |=
                    (bytes[i] & 0xFF) << ((bytes.length - 1 - i) % 4 * 8);
        }
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        for (int first = 0; first < number.length; ) {
            if (number[first] == 0) {
                first++;
                continue;
            }
            long remainder = 0;
            for (int i = first; i < number.length; i++) {
                long dividend = (remainder << 32) | Integer.toUnsignedLong(number[i]);
                number[i] = (int) (dividend / ALPHABET.length());
                remainder = dividend % ALPHABET.length();
            }
            text.append(ALPHABET.charAt((int) remainder));
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append(ALPHABET.charAt(0));
        }
        return text.reverse().toString();
    }

    private static byte[] decode(String text) {
        if (text.length() > TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "peer id of %d characters, at most %d are possible".formatted(text.length(), TEXT_LENGTH));
        }
        int[] number = new int[(TEXT_LENGTH * 6 + 31) / 32];
        int zeros = 0;
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.length > text.charAt(i) ? DIGITS[text.charAt(i)] : -1;
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "peer id '%s': '%c' at %d is not base58".formatted(text, text.charAt(i), i));
            }
            leading &= digit == 0;
            zeros += leading ? 1 : 0;
            long carry = digit;
            for (int limb = number.length - 1; limb >= 0; limb--) {
                carry += Integer.toUnsignedLong(number[limb]) * ALPHABET.length();
                number[limb] = (int) carry;
                carry >>>= 32;
            }
        }
        ByteBuffer magnitude = ByteBuffer.allocate(number.length * Integer.BYTES);
        magnitude.asIntBuffer().put(number);
        byte[] digits = magnitude.array();
        int significant = 0;
        while (significant < digits.length && digits[significant] == 0) {
            significant++;
        }
        byte[] bytes = new byte[zeros + digits.length - significant];
        System.arraycopy(digits, significant, bytes, zeros, digits.length - significant);
        return bytes;
    }

    private static int[] digits() {
        int[] digits = new int[128];
        Arrays.fill(digits, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            digits[ALPHABET.charAt(i)] = i;
        }
        return digits;
    }

    @Override
    public int compareTo(PeerId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
