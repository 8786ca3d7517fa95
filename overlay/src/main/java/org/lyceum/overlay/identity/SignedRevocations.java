package org.lyceum.overlay.identity;

import java.util.Arrays;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * A revocation list with its signature, and what shows that its signer may revoke, as it travels.
 *
 * @param envelope for {@link Revocations#accept}
 * @param credentials of the signer
 */
public record SignedRevocations(byte[] envelope, Credentials credentials) {

    /** The most bytes of {@link #toBytes}. */
    public static final int MAX_BYTES = 544 * 1024;

    private static final int ENVELOPE = 1;
    private static final int CREDENTIALS = 2;

    /** Who has signed it; throws {@code FORGED} when nobody has. */
    public PeerId signer() {
        return opened().signer();
    }

    /** What was signed. */
    public RevocationList list() {
        return RevocationList.read(opened().payload());
    }

    private SignedEnvelope opened() {
        return SignedEnvelope.open(envelope, RevocationList.DOMAIN);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE} or {@code FORGED}
     */
    public static SignedRevocations read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new OverlayException(
                    Reason.TOO_LARGE,
                    "a revocation list of %d bytes, at most %d may be".formatted(bytes.length, MAX_BYTES));
        }
        byte[] envelope = {};
        byte[] credentials = {};
        ProtobufReader reader = new ProtobufReader("signed revocation list", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case ENVELOPE -> envelope = reader.bytes();
                case CREDENTIALS -> credentials = reader.bytes();
                default -> reader.skip();
            }
        }
        SignedRevocations read = new SignedRevocations(envelope, Credentials.read(credentials));
        read.list();
        return read;
    }

    public byte[] toBytes() {
        return new ProtobufWriter()
                .bytes(ENVELOPE, envelope)
                .bytes(CREDENTIALS, credentials.toBytes())
                .toBytes();
    }

    /** As text, to be handed over by mail or on a stick. */
    public String toText() {
        return Armour.revocations(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedRevocations(byte[] envelopeOfOther, Credentials credentialsOfOther)
                && Arrays.equals(envelope, envelopeOfOther)
                && credentials.equals(credentialsOfOther);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(envelope);
    }
}
