package org.lyceum.overlay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

class CredentialsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private final Identity root = Identity.generate();
    private final Identity dean = Identity.generate();
    private final Identity teacher = Identity.generate();
    private final PeerId network = root.peerId();
    private final Revocations revocations = new Revocations(network);

    private final Credentials ofDean =
            Credentials.NONE.with(grant(dean, Role.ADMIN, "", 1).sign(root));
    private final SignedGrant toTeacher =
            grant(teacher, Role.PROFESSOR, "algebra", 2).sign(dean);
    private final Credentials ofTeacher = ofDean.with(toTeacher);

    @Test
    void theKeyThatCreatedTheNetworkIsItsFirstAdmin() {
        assertThat(Credentials.NONE.prove(network, network, revocations, NOW).role())
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void whoShowsNoGrantIsAStudent() {
        assertThat(Credentials.NONE.prove(network, teacher.peerId(), revocations, NOW))
                .isEqualTo(Standing.student(teacher.peerId()));
    }

    @Test
    void aRolePassesFromAdminToAdmin() {
        Credentials received = Credentials.read(ofTeacher.toBytes());

        assertThat(received.prove(network, teacher.peerId(), revocations, NOW))
                .isEqualTo(new Standing(teacher.peerId(), Role.PROFESSOR, "algebra", END));
    }

    @Test
    void theFirstGrantToExpireEndsTheStanding() {
        Instant early = Instant.parse("2026-07-01T00:00:00Z");
        Credentials chain = Credentials.NONE
                .with(new Grant(network, dean.peerId(), Role.ADMIN, "", 1, START, early).sign(root))
                .with(toTeacher);

        assertThat(chain.prove(network, teacher.peerId(), revocations, NOW).until())
                .isEqualTo(early);
        refused(chain, teacher, early, "has expired at " + early);
    }

    @Test
    void aGrantIsRefusedWithTheReason() {
        refused(ofTeacher, dean, NOW, "not for " + dean.peerId());
        refused(ofTeacher, teacher, START.minusSeconds(1), "begins at");
        refused(ofTeacher, teacher, END, "has expired");
        refused(new Credentials(List.of(toTeacher)), teacher, NOW, "ends at " + dean.peerId());
        Identity stranger = Identity.generate();
        Credentials byTeacher =
                ofTeacher.with(grant(stranger, Role.ADMIN, "", 3).sign(teacher));
        refused(byTeacher, stranger, NOW, "has granted a role and is professor");
        Grant foreign = new Grant(stranger.peerId(), dean.peerId(), Role.ADMIN, "", 1, START, END);
        refused(new Credentials(List.of(foreign.sign(root))), dean, NOW, "is for the network " + stranger.peerId());
    }

    @Test
    void aChainThatLeadsBackIsRefused() {
        SignedGrant toDean = grant(dean, Role.ADMIN, "", 5).sign(teacher);
        SignedGrant adminToTeacher = grant(teacher, Role.ADMIN, "", 6).sign(dean);

        refused(new Credentials(List.of(adminToTeacher, toDean, adminToTeacher)), teacher, NOW, "leads back to");
        refused(new Credentials(List.of(grant(dean, Role.ADMIN, "", 7).sign(dean))), dean, NOW, "ends at");
    }

    @Test
    void aChainThatIsTooLongIsRefused() {
        SignedGrant grant = grant(dean, Role.ADMIN, "", 1).sign(root);

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> new Credentials(Collections.nCopies(9, grant)));
    }

    @Test
    void whoeverGrantedTakesBackAndSoDoesTheNetworksKey() {
        assertThat(revocations.accept(list(1, dean, 2).sign(dean), ofDean, NOW)).isTrue();
        refused(ofTeacher, teacher, NOW, "grant 2 of %s was revoked".formatted(dean.peerId()));

        assertThat(revocations.accept(list(2).sign(dean), ofDean, NOW)).isTrue();
        assertThat(ofTeacher.prove(network, teacher.peerId(), revocations, NOW).role())
                .isEqualTo(Role.PROFESSOR);

        assertThat(revocations.accept(list(1, dean, 2).sign(root), Credentials.NONE, NOW))
                .isTrue();
        refused(ofTeacher, teacher, NOW, "was revoked");
    }

    @Test
    void whoRestsOnARevokedAdminFallsToo() {
        revocations.accept(list(1, root, 1).sign(root), Credentials.NONE, NOW);

        refused(ofTeacher, teacher, NOW, "grant 1 of %s was revoked".formatted(network));
    }

    @Test
    void anOlderListChangesNothing() {
        byte[] older = list(1).sign(dean);
        revocations.accept(list(2, dean, 2).sign(dean), ofDean, NOW);

        assertThat(revocations.accept(older, ofDean, NOW)).isFalse();
        assertThat(revocations.accept(list(2).sign(dean), ofDean, NOW)).isFalse();
        refused(ofTeacher, teacher, NOW, "was revoked");
        assertThat(revocations.envelopes()).hasSize(1);
    }

    @Test
    void aListOfWhoIsNoAdminIsRefused() {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> revocations.accept(list(1, root, 1).sign(teacher), ofTeacher, NOW))
                .withMessageContaining("professor")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED));
        revocations.accept(list(1, root, 1).sign(dean), ofDean, NOW);
        assertThat(ofDean.prove(network, dean.peerId(), revocations, NOW).role())
                .as("an admin does not take back what another has granted")
                .isEqualTo(Role.ADMIN);
    }

    @Property(tries = 300)
    void anyFlippedBitIsRefused(@ForAll @IntRange(max = 100_000) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] bytes = ofTeacher.toBytes();
        bytes[at % bytes.length] ^= (byte) (1 << bit);

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> Credentials.read(bytes).prove(network, teacher.peerId(), revocations, NOW));
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] bytes, @ForAll @IntRange(max = 500) int length) {
        if (bytes.length > 0) {
            assertThatExceptionOfType(OverlayException.class).isThrownBy(() -> Credentials.read(bytes));
        }
        byte[] cut = Arrays.copyOf(ofTeacher.toBytes(), length);
        try {
            assertThat(Credentials.read(cut).chain()).hasSizeLessThanOrEqualTo(2);
        } catch (OverlayException e) {
            assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.FORGED);
        }
    }

    private Grant grant(Identity to, Role role, String course, long serial) {
        return new Grant(network, to.peerId(), role, course, serial, START, END);
    }

    private RevocationList list(long version) {
        return new RevocationList(network, version, new TreeSet<>());
    }

    private RevocationList list(long version, Identity issuer, long serial) {
        return new RevocationList(network, version, new TreeSet<>(List.of(new RevokedGrant(issuer.peerId(), serial))));
    }

    private void refused(Credentials credentials, Identity peer, Instant now, String why) {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> credentials.prove(network, peer.peerId(), revocations, now))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED));
    }
}
