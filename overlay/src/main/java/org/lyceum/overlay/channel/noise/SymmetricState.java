package org.lyceum.overlay.channel.noise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/** The chaining key and the hash of everything said so far (Noise, section 5.2). */
final class SymmetricState {

    /** Exactly as long as a hash, so that both chaining key and hash begin as the name itself. */
    private static final String PROTOCOL = "Noise_XX_25519_ChaChaPoly_SHA256";

    private static final int HASH_BYTES = 32;

    private byte[] chainingKey = PROTOCOL.getBytes(StandardCharsets.US_ASCII);
    private byte[] hash = chainingKey;
    private @Nullable CipherState cipher;

    void mixHash(byte[] data) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(hash);
            hash = sha256.digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    void mixKey(byte[] inputKeyMaterial) {
        byte[] keys = hkdf(inputKeyMaterial);
        chainingKey = Arrays.copyOf(keys, HASH_BYTES);
        cipher = new CipherState(Arrays.copyOfRange(keys, HASH_BYTES, 2 * HASH_BYTES));
    }

    byte[] encryptAndHash(byte[] plain) {
        byte[] out = plain;
        if (cipher != null) {
            out = new byte[plain.length + CipherState.TAG_BYTES];
            cipher.encrypt(hash, plain, 0, plain.length, out, 0);
        }
        mixHash(out);
        return out;
    }

    byte[] decryptAndHash(byte[] received) {
        byte[] plain = received;
        if (cipher != null) {
            plain = new byte[Math.max(0, received.length - CipherState.TAG_BYTES)];
            cipher.decrypt(hash, received, 0, received.length, plain, 0);
        }
        mixHash(received);
        return plain;
    }

    /** How much longer what {@link #encryptAndHash} returns is than what it is given. */
    int overhead() {
        return cipher != null ? CipherState.TAG_BYTES : 0;
    }

    /** The ciphers of the initiator and of the responder, in that order. */
    CipherState[] split() {
        byte[] keys = hkdf(new byte[0]);
        return new CipherState[] {
            new CipherState(Arrays.copyOf(keys, HASH_BYTES)),
            new CipherState(Arrays.copyOfRange(keys, HASH_BYTES, 2 * HASH_BYTES))
        };
    }

    byte[] hash() {
        return hash.clone();
    }

    private byte[] hkdf(byte[] inputKeyMaterial) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addSalt(chainingKey)
                            .addIKM(inputKeyMaterial)
                            .thenExpand(new byte[0], 2 * HASH_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HKDF-SHA256", e);
        }
    }
}
