package org.lyceum.overlay.channel.noise;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** An X25519 key pair (RFC 7748). */
public final class DhKeyPair {

    static final int KEY_BYTES = 32;

    /** What RFC 8410 puts before the 32 bytes of a public and of a private key. */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b656e04220420");

    private static final byte[] BASE_POINT = Arrays.copyOf(new byte[] {9}, KEY_BYTES);

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private DhKeyPair(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static DhKeyPair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new DhKeyPair(pair.getPrivate(), Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    /** @param scalar 32 bytes as in RFC 7748 */
    static DhKeyPair ofPrivate(byte[] scalar) {
        try {
            PrivateKey key = KeyFactory.getInstance("X25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(join(PRIVATE_PREFIX, scalar)));
            return new DhKeyPair(key, agree(key, BASE_POINT));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key of X25519", e);
        }
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    /** @throws OverlayException {@code PROTOCOL_VIOLATION} for a point of small order, which would fix the secret */
    byte[] agree(byte[] remotePublicKey) {
        try {
            return agree(privateKey, remotePublicKey);
        } catch (InvalidKeyException e) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "the other end's X25519 key is of small order", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks X25519", e);
        }
    }

    private static byte[] agree(PrivateKey privateKey, byte[] remotePublicKey) throws GeneralSecurityException {
        PublicKey remote = KeyFactory.getInstance("X25519")
                .generatePublic(new X509EncodedKeySpec(join(PUBLIC_PREFIX, remotePublicKey)));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(privateKey);
        agreement.doPhase(remote, true);
        return agreement.generateSecret();
    }

    private static byte[] join(byte[] prefix, byte[] key) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }
}
