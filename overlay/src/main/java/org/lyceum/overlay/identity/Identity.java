package org.lyceum.overlay.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/** The Ed25519 key pair (RFC 8032) of a node. */
public final class Identity {

    private static final int SEED_BYTES = 32;

    /** What RFC 8410 puts before the 32 bytes of the private key, and before those of the public one. */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /** Key type Ed25519 and 64 bytes of data (libp2p specs, {@code peer-ids/peer-ids.md}, "Keys"). */
    private static final byte[] PROTOBUF_PREFIX = HexFormat.of().parseHex("08011240");

    static final int PROTOBUF_BYTES = 68;

    private final PrivateKey key;
    private final PeerId peerId;

    private Identity(PrivateKey key, PeerId peerId) {
        this.key = key;
        this.peerId = peerId;
    }

    public static Identity generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Identity(
                    pair.getPrivate(), PeerId.of(last(pair.getPublic().getEncoded(), PeerId.KEY_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks Ed25519", e);
        }
    }

    /**
     * Reads a key as go-libp2p and js-libp2p store it: a protobuf of 68 bytes that holds the seed and the public key.
     *
     * @throws OverlayException {@code IDENTITY} when it is something else, or its two halves do not belong together
     */
    public static Identity fromProtobuf(byte[] bytes) {
        if (bytes.length != PROTOBUF_BYTES
                || !Arrays.equals(bytes, 0, PROTOBUF_PREFIX.length, PROTOBUF_PREFIX, 0, PROTOBUF_PREFIX.length)) {
            throw new OverlayException(Reason.IDENTITY, "not the %d bytes of an Ed25519 key".formatted(PROTOBUF_BYTES));
        }
        byte[] seed = Arrays.copyOfRange(bytes, PROTOBUF_PREFIX.length, PROTOBUF_PREFIX.length + SEED_BYTES);
        Identity identity = new Identity(privateKey(seed), PeerId.of(last(bytes, PeerId.KEY_BYTES)));
        if (!PublicKeys.verify(identity.peerId, seed, identity.sign(seed))) {
            throw new OverlayException(Reason.IDENTITY, "its private and its public half do not belong together");
        }
        return identity;
    }

    private static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(PublicKeys.join(PKCS8_PREFIX, seed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks Ed25519", e);
        }
    }

    byte[] toProtobuf() {
        byte[] halves = PublicKeys.join(last(key.getEncoded(), SEED_BYTES), peerId.publicKey());
        return PublicKeys.join(PROTOBUF_PREFIX, halves);
    }

    public PeerId peerId() {
        return peerId;
    }

    /** 64 bytes. What is signed has to say what it is meant for: see {@link SignedEnvelope}. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not sign", e);
        }
    }

    /** The secret that this key shares with an X25519 key, by the X25519 key that belongs to it. See {@link SealedBox}. */
    byte[] agree(byte[] publicKey) {
        byte[] seed = last(key.getEncoded(), SEED_BYTES);
        return X25519.agree(X25519.privateKeyOf(seed), publicKey);
    }

    private static byte[] last(byte[] bytes, int count) {
        return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "identity of " + peerId;
    }
}
