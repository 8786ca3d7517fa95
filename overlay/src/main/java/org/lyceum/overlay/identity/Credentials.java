package org.lyceum.overlay.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * What someone shows to prove a role: the own grant, that of its issuer, and so on up to one that the network's key has
 * issued. Empty for that key itself, and for a student without a grant.
 *
 * @param chain the own grant first; at most {@link #MAX_LENGTH}
 */
public record Credentials(List<SignedGrant> chain) {

    /** How far a role may be from the network's key. */
    public static final int MAX_LENGTH = 8;

    /** Credentials that prove nothing beyond the key. */
    public static final Credentials NONE = new Credentials(List.of());

    /** The most bytes of {@link #toBytes}. */
    public static final int MAX_BYTES = 4 * 1024;

    private static final int GRANT = 1;

    /** Throws {@code TOO_LARGE} for a chain that is too long. */
    public Credentials {
        chain = List.copyOf(chain);
        if (chain.size() > MAX_LENGTH) {
            throw new OverlayException(
                    Reason.TOO_LARGE, "a chain of %d grants, at most %d may be".formatted(chain.size(), MAX_LENGTH));
        }
    }

    /** Credentials of someone to whom the holder of these has granted a role. */
    public Credentials with(SignedGrant granted) {
        List<SignedGrant> longer = new ArrayList<>(chain);
        longer.addFirst(granted);
        return new Credentials(longer);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE} or {@code FORGED}
     */
    public static Credentials read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new OverlayException(
                    Reason.TOO_LARGE, "credentials of %d bytes, at most %d may be".formatted(bytes.length, MAX_BYTES));
        }
        List<byte[]> grants = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader("credentials", bytes);
        while (reader.next()) {
            if (reader.field() != GRANT || grants.size() == MAX_LENGTH) {
                throw new OverlayException(
                        Reason.MALFORMED, "credentials: something that is not one of %d grants".formatted(MAX_LENGTH));
            }
            grants.add(reader.bytes());
        }
        return new Credentials(grants.stream().map(SignedGrant::read).toList());
    }

    public byte[] toBytes() {
        ProtobufWriter out = new ProtobufWriter();
        chain.forEach(grant -> out.bytes(GRANT, grant.toBytes()));
        return out.toBytes();
    }

    /** As text, to be handed over by mail or on a stick. */
    public String toText() {
        return Armour.credentials(this);
    }

    /**
     * What a peer is, by these credentials.
     *
     * @throws OverlayException {@code NOT_ALLOWED}, saying which grant of the chain fails and why
     */
    public Standing prove(PeerId network, PeerId peer, Revocations revocations, Instant now) {
        if (peer.equals(network)) {
            return new Standing(peer, Role.ADMIN, "", Instant.MAX);
        }
        if (chain.isEmpty()) {
            return Standing.student(peer);
        }
        requireChain(network, peer);
        chain.forEach(link -> requireHolds(link, revocations, now));
        Grant own = chain.getFirst().grant();
        Instant until = chain.stream()
                .map(link -> link.grant().expires())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Standing(peer, own.role(), own.course(), until);
    }

    /**
     * Requires that they lead from a peer to the network's key: what can never be right otherwise. Whether they hold now
     * is for {@link #prove}.
     *
     * @throws OverlayException {@code NOT_ALLOWED}, saying which grant of the chain fails and why
     */
    public void requireChain(PeerId network, PeerId peer) {
        Set<PeerId> seen = new HashSet<>();
        PeerId holder = peer;
        String course = "";
        for (SignedGrant link : chain) {
            Grant grant = link.grant();
            if (!seen.add(holder)) {
                throw refused("the chain leads back to %s".formatted(holder));
            }
            if (!grant.network().equals(network)) {
                throw refused("%s is for the network %s".formatted(name(link), grant.network()));
            }
            if (!grant.peer().equals(holder)) {
                throw refused("%s is for %s, not for %s".formatted(name(link), grant.peer(), holder));
            }
            if (seen.size() > 1 && grant.role() != Role.ADMIN) {
                throw refused("%s has granted a role and is %s"
                        .formatted(holder, grant.role().text()));
            }
            if (seen.size() > 1 && !grant.course().isEmpty() && !grant.course().equals(course)) {
                throw refused("%s may grant roles of %s alone".formatted(holder, grant.course()));
            }
            course = grant.course();
            holder = link.issuer();
        }
        if (!chain.isEmpty() && !holder.equals(network)) {
            throw refused("the chain ends at %s, not at the network's key %s".formatted(holder, network));
        }
    }

    private static String name(SignedGrant link) {
        return "grant %d of %s".formatted(link.grant().serial(), link.issuer());
    }

    private static void requireHolds(SignedGrant link, Revocations revocations, Instant now) {
        Grant grant = link.grant();
        String which = name(link);
        if (now.isBefore(grant.notBefore())) {
            throw refused("%s begins at %s, and it is %s".formatted(which, grant.notBefore(), now));
        }
        if (!now.isBefore(grant.expires())) {
            throw refused("%s has expired at %s".formatted(which, grant.expires()));
        }
        if (revocations.contain(link.issuer(), grant.serial())) {
            throw refused("%s was revoked".formatted(which));
        }
    }

    private static OverlayException refused(String why) {
        return new OverlayException(Reason.NOT_ALLOWED, why);
    }
}
