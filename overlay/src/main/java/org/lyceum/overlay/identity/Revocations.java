package org.lyceum.overlay.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * The newest revocation list of each admin of a network. An admin's list takes back what that admin has granted, so
 * those who rest on it fall too; the list of the network's key takes back any grant. Whether a grant holds therefore
 * does not depend on the order in which lists arrive. May be used from any thread.
 */
public final class Revocations {

    /** Of so many admins, beside the network's key, a node holds the lists. */
    public static final int MAX_LISTS = 64;

    private final PeerId network;
    private final Map<PeerId, Signed> newest = new ConcurrentHashMap<>();

    private record Signed(RevocationList list, byte[] envelope) {}

    public Revocations(PeerId network) {
        this.network = network;
    }

    /**
     * Takes a list that came from anywhere.
     *
     * @param credentials of who has signed it
     * @return false when it is not newer than the one that is here
     * @throws OverlayException when it is not to be believed: {@code MALFORMED}, {@code TOO_LARGE}, {@code FORGED} or
     *     {@code NOT_ALLOWED}
     */
    public boolean accept(byte[] envelope, Credentials credentials, Instant now) {
        SignedEnvelope opened = SignedEnvelope.open(envelope, RevocationList.DOMAIN);
        RevocationList list = RevocationList.read(opened.payload());
        if (!list.network().equals(network)) {
            throw new OverlayException(
                    Reason.NOT_ALLOWED, "a revocation list of the network %s".formatted(list.network()));
        }
        Standing signer = credentials.prove(network, opened.signer(), this, now);
        if (signer.role() != Role.ADMIN) {
            throw new OverlayException(
                    Reason.NOT_ALLOWED,
                    "a revocation list of %s, who is %s"
                            .formatted(signer.peer(), signer.role().text()));
        }
        Signed candidate = new Signed(list, envelope.clone());
        Signed kept = newest.merge(
                opened.signer(),
                candidate,
                (there, added) -> added.list.version() > there.list.version() ? added : there);
        return kept.equals(candidate);
    }

    /** As if no list of this admin had ever come. */
    public void forget(PeerId signer) {
        newest.remove(signer);
    }

    /** Whether a grant is taken back by who issued it, or by the network's key. */
    public boolean contain(PeerId issuer, long serial) {
        RevokedGrant grant = new RevokedGrant(issuer, serial);
        return names(newest.get(issuer), grant) || names(newest.get(network), grant);
    }

    private static boolean names(@Nullable Signed signed, RevokedGrant grant) {
        return signed != null && signed.list.revoked().contains(grant);
    }

    /** The envelopes of all lists, to be kept or passed on. */
    public Collection<byte[]> envelopes() {
        return List.copyOf(newest.values()).stream()
                .map(signed -> signed.envelope.clone())
                .toList();
    }
}
