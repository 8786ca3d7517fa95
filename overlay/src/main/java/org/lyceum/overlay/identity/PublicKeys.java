package org.lyceum.overlay.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/** What a node's name is good for: to check its signatures (Ed25519, RFC 8032). */
public final class PublicKeys {

    /** What RFC 8410 puts before the 32 bytes of the key. */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Key type Ed25519 and 32 bytes of data (libp2p specs, {@code peer-ids/peer-ids.md}, "Keys"). */
    private static final byte[] PROTOBUF_PREFIX = HexFormat.of().parseHex("08011220");

    private PublicKeys() {}

    /** Whether the holder of the name has signed the message. */
    public static boolean verify(PeerId signer, byte[] message, byte[] signature) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(join(SPKI_PREFIX, signer.publicKey())));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
            // bytes that are no point of the curve, or no signature
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks Ed25519", e);
        }
    }

    /** The protobuf in which libp2p sends a public key. */
    public static byte[] toProtobuf(PeerId peer) {
        return join(PROTOBUF_PREFIX, peer.publicKey());
    }

    /** Reads that protobuf; throws {@code MALFORMED} for any that is not of an Ed25519 key. */
    public static PeerId fromProtobuf(byte[] key) {
        if (key.length != PROTOBUF_PREFIX.length + PeerId.KEY_BYTES
                || !Arrays.equals(key, 0, PROTOBUF_PREFIX.length, PROTOBUF_PREFIX, 0, PROTOBUF_PREFIX.length)) {
            throw new OverlayException(
                    Reason.MALFORMED, "public key of %d bytes, which is not Ed25519".formatted(key.length));
        }
        return PeerId.of(Arrays.copyOfRange(key, PROTOBUF_PREFIX.length, key.length));
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
