package org.lyceum.overlay.identity;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * That someone has a role, from one time to another.
 *
 * @param network the key that created the network, its first admin
 * @param peer to whom
 * @param course for which the role is; empty for all
 * @param serial unique among the grants of one issuer, not negative; names it in a revocation list
 * @param notBefore from when, in whole seconds
 * @param expires until when, in whole seconds; excluded
 */
public record Grant(
        PeerId network, PeerId peer, Role role, String course, long serial, Instant notBefore, Instant expires) {

    static final SigningDomain DOMAIN = new SigningDomain("lyceum-role-grant", "/lyceum/role-grant/1", 1024);

    /** The most bytes of a course's name in UTF-8. */
    public static final int MAX_COURSE_BYTES = 256;

    private static final int NETWORK = 1;
    private static final int PEER = 2;
    private static final int ROLE = 3;
    private static final int COURSE = 4;
    private static final int SERIAL = 5;
    private static final int NOT_BEFORE = 6;
    private static final int EXPIRES = 7;

    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public Grant {
        if (course.getBytes(StandardCharsets.UTF_8).length > MAX_COURSE_BYTES) {
            throw new IllegalArgumentException("the course's name has more than %d bytes".formatted(MAX_COURSE_BYTES));
        }
        if (serial < 0) {
            throw new IllegalArgumentException("serial %d is negative".formatted(serial));
        }
        requireWholeSeconds(notBefore);
        requireWholeSeconds(expires);
        if (!notBefore.isBefore(expires)) {
            throw new IllegalArgumentException("expires at %s, not after %s".formatted(expires, notBefore));
        }
    }

    private static void requireWholeSeconds(Instant time) {
        if (time.getNano() != 0 || time.getEpochSecond() < 0) {
            throw new IllegalArgumentException("%s is not a whole second since 1970".formatted(time));
        }
    }

    /** The grant with the signature that makes it one. */
    public SignedGrant sign(Identity issuer) {
        return new SignedGrant(this, SignedEnvelope.seal(issuer, DOMAIN, toBytes()));
    }

    byte[] toBytes() {
        return new ProtobufWriter()
                .bytes(NETWORK, network.toBytes())
                .bytes(PEER, peer.toBytes())
                .text(ROLE, role.text())
                .text(COURSE, course)
                .number(SERIAL, serial)
                .number(NOT_BEFORE, notBefore.getEpochSecond())
                .number(EXPIRES, expires.getEpochSecond())
                .toBytes();
    }

    static Grant read(byte[] bytes) {
        byte[] network = {};
        byte[] peer = {};
        String role = "";
        String course = "";
        long serial = 0;
        long notBefore = 0;
        long expires = 0;
        ProtobufReader reader = new ProtobufReader("role grant", bytes);
        while (reader.next()) {
            switch (reader.field()) {
                case NETWORK -> network = reader.bytes();
                case PEER -> peer = reader.bytes();
                case ROLE -> role = reader.text();
                case COURSE -> course = reader.text();
                case SERIAL -> serial = reader.number();
                case NOT_BEFORE -> notBefore = reader.number();
                case EXPIRES -> expires = reader.number();
                default -> reader.skip();
            }
        }
        String unknown = role;
        try {
            return new Grant(
                    PeerId.ofBytes(network),
                    PeerId.ofBytes(peer),
                    Role.of(role).orElseThrow(() -> new IllegalArgumentException("no role '%s'".formatted(unknown))),
                    course,
                    serial,
                    Instant.ofEpochSecond(notBefore),
                    Instant.ofEpochSecond(expires));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new OverlayException(Reason.MALFORMED, "role grant: " + e.getMessage(), e);
        }
    }
}
