package org.lyceum.overlay.channel.noise;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * One direction of an encrypted channel: ChaCha20-Poly1305 (RFC 8439) under one key, with the message counter as the
 * nonce (Noise, sections 5.1 and 12.3). Works on arrays, on which the JDK is faster than on direct buffers; input and
 * output may be the same place.
 */
public final class CipherState {

    /** What a message grows by. */
    public static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private long counter;

    CipherState(byte[] key) {
        try {
            cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks ChaCha20-Poly1305", e);
        }
        this.key = new SecretKeySpec(key, "ChaCha20");
    }

    /** Encrypts the next message, and says how many bytes that made: {@code length} and the tag. */
    public int encrypt(byte[] in, int offset, int length, byte[] out, int outOffset) {
        return encrypt(new byte[0], in, offset, length, out, outOffset);
    }

    int encrypt(byte[] associated, byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            prepare(Cipher.ENCRYPT_MODE, associated);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ChaCha20-Poly1305 does not encrypt", e);
        }
    }

    /**
     * Decrypts the next message.
     *
     * @return bytes written: {@code length} without the tag
     * @throws OverlayException {@code CORRUPTED} when not a bit for bit copy of the message that comes next
     */
    public int decrypt(byte[] in, int offset, int length, byte[] out, int outOffset) {
        return decrypt(new byte[0], in, offset, length, out, outOffset);
    }

    int decrypt(byte[] associated, byte[] in, int offset, int length, byte[] out, int outOffset) {
        if (length < TAG_BYTES) {
            throw new OverlayException(
                    Reason.CORRUPTED, "message %d has %d bytes, less than its tag".formatted(counter, length));
        }
        try {
            prepare(Cipher.DECRYPT_MODE, associated);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (AEADBadTagException e) {
            throw new OverlayException(Reason.CORRUPTED, "message %d was changed on its way".formatted(counter - 1), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ChaCha20-Poly1305 does not decrypt", e);
        }
    }

    private void prepare(int mode, byte[] associated) throws GeneralSecurityException {
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE_BYTES - Long.BYTES + i] = (byte) (counter >>> (8 * i));
        }
        counter = Math.incrementExact(counter);
        cipher.init(mode, key, new IvParameterSpec(nonce));
        if (associated.length > 0) {
            cipher.updateAAD(associated);
        }
    }
}
