package org.lyceum.overlay.identity;

import java.util.Arrays;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * A grant and who vouches for it. The signature holds; whether the issuer may grant at all, {@link Credentials} tell.
 */
public record SignedGrant(Grant grant, SignedEnvelope envelope) {

    /** Only for what {@link Grant#sign} and {@link #read} have made. */
    public SignedGrant {
        if (!Arrays.equals(envelope.payload(), grant.toBytes())) {
            throw new OverlayException(Reason.MALFORMED, "role grant: not what was signed, or more than that");
        }
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE} or {@code FORGED}
     */
    public static SignedGrant read(byte[] bytes) {
        SignedEnvelope envelope = SignedEnvelope.open(bytes, Grant.DOMAIN);
        return new SignedGrant(Grant.read(envelope.payload()), envelope);
    }

    public PeerId issuer() {
        return envelope.signer();
    }

    public byte[] toBytes() {
        return envelope.toBytes();
    }
}
