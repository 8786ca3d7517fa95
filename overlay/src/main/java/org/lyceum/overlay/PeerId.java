package org.lyceum.overlay;

import java.math.BigInteger;
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
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

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

    private static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BASE)) {
            text.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
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
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException(
                        "peer id '%s': '%c' at %d is not base58".formatted(text, text.charAt(i), i));
            }
            zeros += digit == 0 && number.signum() == 0 ? 1 : 0;
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
        int sign = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
        return bytes;
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
