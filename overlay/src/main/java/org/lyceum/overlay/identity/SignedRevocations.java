package org.lyceum.overlay.identity;

import java.util.Arrays;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * A revocation list with its signature, and what shows that its signer may revoke, as it travels. The signature holds;
 * whether the signer may revoke at all, {@link Revocations#accept} tells.
 */
public final class SignedRevocations {

    /** The most bytes of {@link #toBytes}. */
    public static final int MAX_BYTES = 60 * 1024;

    private static final int ENVELOPE = 1;
    private static final int CREDENTIALS = 2;

    private final byte[] envelope;
    private final Credentials credentials;
    private final PeerId signer;
    private final RevocationList list;

    /**
     * Checks the signature.
     *
     * @param envelope from {@link RevocationList#sign}
     * @param credentials of the signer
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE} or {@code FORGED}
     */
    public SignedRevocations(byte[] envelope, Credentials credentials) {
        SignedEnvelope opened = SignedEnvelope.open(envelope, RevocationList.DOMAIN);
        this.envelope = envelope.clone();
        this.credentials = credentials;
        this.signer = opened.signer();
        this.list = RevocationList.read(opened.payload());
    }

    public PeerId signer() {
        return signer;
    }

    /** Whether the credentials make the signer an admin of the network, as long as their grants hold. */
    public boolean isOfAdmin() {
        if (signer.equals(list.network())) {
            return true;
        }
        if (credentials.chain().isEmpty()
                || credentials.chain().getFirst().grant().role() != Role.ADMIN) {
            return false;
        }
        try {
            credentials.requireChain(list.network(), signer);
            return true;
        } catch (OverlayException e) {
            return false;
        }
    }

    /** What was signed. */
    public RevocationList list() {
        return list;
    }

    /** For {@link Revocations#accept}. */
    public byte[] envelope() {
        return envelope.clone();
    }

    /** Of the signer. */
    public Credentials credentials() {
        return credentials;
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
        // one list, one name: gossip knows it by its bytes
        if (!Arrays.equals(read.toBytes(), bytes)) {
            throw new OverlayException(Reason.MALFORMED, "signed revocation list: more than a list and credentials");
        }
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
        return other instanceof SignedRevocations that
                && Arrays.equals(envelope, that.envelope)
                && credentials.equals(that.credentials);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(envelope);
    }
}
