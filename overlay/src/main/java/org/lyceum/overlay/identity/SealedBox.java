package org.lyceum.overlay.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;

/**
 * A content that the holders of some keys can read, and nobody else; who has sealed it is not told.
 *
 * <p>As bytes: a public key of X25519 made for this box (32), how many may open it (1), for each of them the content's key
 * sealed (48), the content sealed (its length and 16). The key for each is HKDF-SHA256 (RFC 5869) of the secret that the
 * box's key shares with the X25519 key which belongs to that peer's; the salt is both public keys, the info the domain.
 * Sealed is with ChaCha20-Poly1305 (RFC 8439) under a nonce of zeros, as each key seals once.
 */
public final class SealedBox {

    /** So many may open one box. */
    public static final int MAX_READERS = 16;

    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int WRAPPED_BYTES = KEY_BYTES + TAG_BYTES;
    private static final IvParameterSpec NONCE = new IvParameterSpec(new byte[12]);

    private SealedBox() {}

    /** How many bytes {@link #seal} makes. */
    public static int bytes(int readers, int contentBytes) {
        return X25519.KEY_BYTES + 1 + readers * WRAPPED_BYTES + contentBytes + TAG_BYTES;
    }

    /**
     * Seals a content.
     *
     * @param domain what it is for; opened for another it is not there
     * @param readers who may open it, at least one, at most {@value #MAX_READERS}
     * @throws OverlayException {@code MALFORMED} when a reader's key is none that anything can be sealed for
     */
    public static byte[] seal(String domain, List<PeerId> readers, byte[] content) {
        if (readers.isEmpty() || readers.size() > MAX_READERS) {
            throw new IllegalArgumentException(
                    "sealed for %d, from 1 to %d may be".formatted(readers.size(), MAX_READERS));
        }
        KeyPair own = X25519.generate();
        byte[] ownPublic = X25519.publicKey(own);
        SecretKey contentKey = newKey();
        ByteBuffer box = ByteBuffer.allocate(bytes(readers.size(), content.length))
                .put(ownPublic)
                .put((byte) readers.size());
        for (PeerId reader : readers) {
            byte[] readerPublic = X25519.publicKeyOf(reader);
            byte[] secret = X25519.agree(own.getPrivate(), readerPublic);
            SecretKey key = derive(domain, secret, ownPublic, readerPublic);
            box.put(cipher(Cipher.ENCRYPT_MODE, key, new byte[0], contentKey.getEncoded())
                    .orElseThrow());
        }
        byte[] head = Arrays.copyOf(box.array(), box.position());
        return box.put(cipher(Cipher.ENCRYPT_MODE, contentKey, head, content).orElseThrow())
                .array();
    }

    /** What is in a box that came from anywhere; empty when it is not for this key and this domain, or was changed. */
    public static Optional<byte[]> open(String domain, Identity reader, byte[] box) {
        if (box.length < bytes(1, 0)) {
            return Optional.empty();
        }
        byte[] boxPublic = Arrays.copyOf(box, X25519.KEY_BYTES);
        int readers = box[X25519.KEY_BYTES] & 0xFF;
        if (readers > MAX_READERS || box.length < bytes(readers, 0)) {
            return Optional.empty();
        }
        byte[] secret;
        try {
            secret = reader.agree(boxPublic);
        } catch (OverlayException e) {
            return Optional.empty();
        }
        SecretKey key = derive(domain, secret, boxPublic, X25519.publicKeyOf(reader.peerId()));
        int headBytes = X25519.KEY_BYTES + 1 + readers * WRAPPED_BYTES;
        byte[] head = Arrays.copyOf(box, headBytes);
        byte[] content = Arrays.copyOfRange(box, headBytes, box.length);
        for (int at = X25519.KEY_BYTES + 1; at < headBytes; at += WRAPPED_BYTES) {
            Optional<byte[]> contentKey =
                    cipher(Cipher.DECRYPT_MODE, key, new byte[0], Arrays.copyOfRange(box, at, at + WRAPPED_BYTES));
            if (contentKey.isPresent()) {
                return cipher(Cipher.DECRYPT_MODE, new SecretKeySpec(contentKey.get(), "ChaCha20"), head, content);
            }
        }
        return Optional.empty();
    }

    private static SecretKey derive(String domain, byte[] secret, byte[] boxPublic, byte[] readerPublic) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "ChaCha20",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .addSalt(PublicKeys.join(boxPublic, readerPublic))
                                    .thenExpand(domain.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HKDF-SHA256", e);
        }
    }

    private static SecretKey newKey() {
        try {
            return KeyGenerator.getInstance("ChaCha20").generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks ChaCha20", e);
        }
    }

    /** Empty when what is to be deciphered was not enciphered so. */
    private static Optional<byte[]> cipher(int mode, SecretKey key, byte[] associated, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(mode, key, NONCE);
            cipher.updateAAD(associated);
            return Optional.of(cipher.doFinal(bytes));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks ChaCha20-Poly1305", e);
        }
    }
}
