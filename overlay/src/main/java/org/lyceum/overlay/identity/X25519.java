package org.lyceum.overlay.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * Agreement on secrets by X25519 (RFC 7748), and the keys for it that belong to keys of Ed25519: both curves are one in
 * two coordinate systems (section 4.1), and a private key of either is the same number.
 */
final class X25519 {

    static final int KEY_BYTES = 32;

    /** What RFC 8410 puts before the 32 bytes of a public and of a private key. */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private X25519() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    static byte[] publicKey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    }

    /** Of a seed of Ed25519: its hash's first half (RFC 8032, section 5.1.5). The JDK clamps it, as RFC 7748 has it. */
    static PrivateKey privateKeyOf(byte[] seed) {
        try {
            byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), KEY_BYTES);
            return KeyFactory.getInstance("X25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(PublicKeys.join(PRIVATE_PREFIX, scalar)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    /**
     * Of a peer's Ed25519 key: u = (1 + y) / (1 - y) (RFC 7748, section 4.1).
     *
     * @throws OverlayException {@code MALFORMED} when there is none
     */
    static byte[] publicKeyOf(PeerId peer) {
        byte[] key = peer.publicKey();
        key[KEY_BYTES - 1] &= 0x7F;
        BigInteger y = new BigInteger(1, reversed(key)).mod(P);
        if (y.equals(BigInteger.ONE)) {
            throw new OverlayException(Reason.MALFORMED, "the key of %s is of small order".formatted(peer));
        }
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(P))
                .mod(P);
        byte[] bytes = u.toByteArray();
        byte[] padded = new byte[KEY_BYTES];
        int length = Math.min(bytes.length, KEY_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, KEY_BYTES - length, length);
        return reversed(padded);
    }

    /** Throws {@code MALFORMED} for a point of small order, which would fix the secret. */
    static byte[] agree(PrivateKey own, byte[] publicKey) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(
                    KeyFactory.getInstance("X25519")
                            .generatePublic(new X509EncodedKeySpec(PublicKeys.join(PUBLIC_PREFIX, publicKey))),
                    true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new OverlayException(Reason.MALFORMED, "a key of X25519 is of small order", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
