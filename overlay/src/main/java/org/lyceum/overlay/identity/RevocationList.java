package org.lyceum.overlay.identity;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * All grants that one admin has taken back. The newest version replaces the others, so it holds theirs too.
 *
 * @param version grows with each list of the admin; not negative
 * @param revoked of the admin's own grants; the network's key may name those of others
 */
public record RevocationList(PeerId network, long version, SortedSet<RevokedGrant> revoked) {

    static final SigningDomain DOMAIN =
            new SigningDomain("lyceum-revocation-list", "/lyceum/revocation-list/1", 52 * 1024);

    /** The most grants on one list, which so fits into a message that everyone hears. */
    public static final int MAX_REVOKED = 1_000;

    private static final int NETWORK = 1;
    private static final int VERSION = 2;
    private static final int REVOKED = 3;
    private static final int ISSUER = 1;
    private static final int SERIAL = 2;

    /** Throws {@code TOO_LARGE} for a list that is too long. */
    public RevocationList {
        revoked = new TreeSet<>(revoked);
        if (revoked.size() > MAX_REVOKED) {
            throw new OverlayException(
                    Reason.TOO_LARGE,
                    "a list of %d revoked grants, at most %d may be".formatted(revoked.size(), MAX_REVOKED));
        }
    }

    /** The bytes of an envelope that {@link Revocations#accept} takes. */
    public byte[] sign(Identity admin) {
        return SignedEnvelope.seal(admin, DOMAIN, toBytes()).toBytes();
    }

    private byte[] toBytes() {
        ProtobufWriter out =
                new ProtobufWriter().bytes(NETWORK, network.toBytes()).number(VERSION, version);
        for (RevokedGrant grant : revoked) {
            ProtobufWriter entry =
                    new ProtobufWriter().bytes(ISSUER, grant.issuer().toBytes()).number(SERIAL, grant.serial());
            out.bytes(REVOKED, entry.toBytes());
        }
        return out.toBytes();
    }

    static RevocationList read(byte[] bytes) {
        byte[] network = {};
        long version = 0;
        SortedSet<RevokedGrant> revoked = new TreeSet<>();
        ProtobufReader reader = new ProtobufReader("revocation list", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case NETWORK -> network = reader.bytes();
                case VERSION -> version = reader.number();
                case REVOKED -> revoked.add(readEntry(reader.bytes()));
                default -> reader.skip();
            }
        }
        RevocationList list = new RevocationList(peer(network), version, revoked);
        if (!Arrays.equals(list.toBytes(), bytes)) {
            throw new OverlayException(
                    Reason.MALFORMED, "revocation list: out of order, or with something superfluous");
        }
        return list;
    }

    private static RevokedGrant readEntry(byte[] bytes) {
        byte[] issuer = {};
        long serial = 0;
        ProtobufReader reader = new ProtobufReader("revoked grant", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case ISSUER -> issuer = reader.bytes();
                case SERIAL -> serial = reader.number();
                default -> reader.skip();
            }
        }
        return new RevokedGrant(peer(issuer), serial);
    }

    private static PeerId peer(byte[] bytes) {
        try {
            return PeerId.ofBytes(bytes);
        } catch (IllegalArgumentException e) {
            throw new OverlayException(Reason.MALFORMED, "revocation list: " + e.getMessage(), e);
        }
    }
}
