package org.lyceum.overlay.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * A payload and the signature of a node, as libp2p's implementations write it (libp2p RFC 0002; the signature is field 5
 * there). Has one encoding only. There is none whose signature does not hold.
 */
public final class SignedEnvelope {

    private static final int PUBLIC_KEY = 1;
    private static final int PAYLOAD_TYPE = 2;
    private static final int PAYLOAD = 3;
    private static final int SIGNATURE = 5;

    /** More than the key, the signature, the payload's type and the lengths of all take. */
    private static final int OVERHEAD = 512;

    private final PeerId signer;
    private final SigningDomain domain;
    private final byte[] payload;
    private final byte[] signature;

    private SignedEnvelope(PeerId signer, SigningDomain domain, byte[] payload, byte[] signature) {
        this.signer = signer;
        this.domain = domain;
        this.payload = payload;
        this.signature = signature;
    }

    /** Signs a payload. */
    public static SignedEnvelope seal(Identity signer, SigningDomain domain, byte[] payload) {
        if (payload.length > domain.maxPayload()) {
            throw tooLarge(domain, payload.length);
        }
        byte[] copy = payload.clone();
        return new SignedEnvelope(signer.peerId(), domain, copy, signer.sign(signed(domain, copy)));
    }

    /**
     * Reads an envelope that was sealed for this domain.
     *
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE}, or {@code FORGED} when the signature does not hold
     */
    public static SignedEnvelope open(byte[] bytes, SigningDomain domain) {
        if (bytes.length > domain.maxPayload() + OVERHEAD) {
            throw tooLarge(domain, bytes.length);
        }
        byte[] key = {};
        byte[] payload = {};
        byte[] signature = {};
        String type = "";
        ProtobufReader reader = new ProtobufReader(domain.text(), bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case PUBLIC_KEY -> key = reader.bytes();
                case PAYLOAD_TYPE -> type = reader.text();
                case PAYLOAD -> payload = reader.bytes();
                case SIGNATURE -> signature = reader.bytes();
                default -> reader.skip();
            }
        }
        if (!type.equals(domain.payloadType())) {
            throw new OverlayException(
                    Reason.FORGED, "an envelope of '%s' where %s is wanted".formatted(type, domain.payloadType()));
        }
        SignedEnvelope envelope = new SignedEnvelope(PublicKeys.fromProtobuf(key), domain, payload, signature);
        if (!Arrays.equals(envelope.toBytes(), bytes)) {
            throw new OverlayException(
                    Reason.MALFORMED, "%s: the envelope has something superfluous".formatted(domain.text()));
        }
        if (payload.length > domain.maxPayload()) {
            throw tooLarge(domain, payload.length);
        }
        if (!PublicKeys.verify(envelope.signer, signed(domain, payload), signature)) {
            throw new OverlayException(
                    Reason.FORGED, "%s: %s has not signed this".formatted(domain.text(), envelope.signer));
        }
        return envelope;
    }

    private static OverlayException tooLarge(SigningDomain domain, int length) {
        return new OverlayException(
                Reason.TOO_LARGE,
                "%s: %d bytes, at most %d may be".formatted(domain.text(), length, domain.maxPayload()));
    }

    private static byte[] signed(SigningDomain domain, byte[] payload) {
        return new ProtobufWriter()
                .bare(domain.text().getBytes(StandardCharsets.UTF_8))
                .bare(domain.payloadType().getBytes(StandardCharsets.UTF_8))
                .bare(payload)
                .toBytes();
    }

    public PeerId signer() {
        return signer;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public byte[] toBytes() {
        return new ProtobufWriter()
                .bytes(PUBLIC_KEY, PublicKeys.toProtobuf(signer))
                .text(PAYLOAD_TYPE, domain.payloadType())
                .bytes(PAYLOAD, payload)
                .bytes(SIGNATURE, signature)
                .toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedEnvelope that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "%s of %s, %d bytes".formatted(domain.text(), signer, payload.length);
    }
}
