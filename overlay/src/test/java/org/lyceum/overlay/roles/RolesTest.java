package org.lyceum.overlay.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.RevocationList;
import org.lyceum.overlay.identity.Revocations;
import org.lyceum.overlay.identity.RevokedGrant;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SignedGrant;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.identity.Standing;

class RolesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final Identity root = Identity.generate();
    private final Identity dean = Identity.generate();
    private final Identity teacher = Identity.generate();
    private final Credentials ofDean = Credentials.NONE.with(grant(root, dean, Role.ADMIN, "", 1));
    private final Credentials ofTeacher = ofDean.with(grant(dean, teacher, Role.PROFESSOR, "algebra", 2));
    private final List<SignedRevocations> dropped = new ArrayList<>();
    private final Roles roles = new Roles(dropped::add);

    @BeforeEach
    void enter() {
        roles.belongTo(Optional.of(root.peerId()), NOW);
    }

    private SignedGrant grant(Identity issuer, Identity to, Role role, String course, long serial) {
        return new Grant(root.peerId(), to.peerId(), role, course, serial, START, END).sign(issuer);
    }

    private SignedRevocations list(
            Identity network, Identity signer, Credentials credentials, long version, Long... of) {
        TreeSet<RevokedGrant> revoked = new TreeSet<>();
        Arrays.stream(of).forEach(serial -> revoked.add(new RevokedGrant(signer.peerId(), serial)));
        return new SignedRevocations(new RevocationList(network.peerId(), version, revoked).sign(signer), credentials);
    }

    private SignedRevocations ofRoot(long version, Long... serials) {
        return list(root, root, Credentials.NONE, version, serials);
    }

    private void present(Identity peer, Credentials credentials) {
        roles.present(peer.peerId(), credentials.toBytes());
    }

    private Role roleOf(Identity peer, Instant at) {
        return roles.standing(peer.peerId(), at).role();
    }

    @Test
    void whoPresentsCredentialsIsWhatTheyProve() {
        present(teacher, ofTeacher);

        Standing standing = roles.standing(teacher.peerId(), NOW);

        assertThat(standing).isEqualTo(new Standing(teacher.peerId(), Role.PROFESSOR, "algebra", END));
        assertThat(standing.is(Role.PROFESSOR, "algebra")).isTrue();
        assertThat(standing.is(Role.PROFESSOR, "botany")).as("another course").isFalse();
        assertThat(standing.is(Role.ADMIN, "algebra")).isFalse();
        assertThat(roleOf(root, NOW)).as("the network's key").isEqualTo(Role.ADMIN);
        assertThat(roleOf(dean, NOW)).as("has shown nothing").isEqualTo(Role.STUDENT);
    }

    @Test
    void aGrantCountsWithinItsTimeAlone() {
        present(teacher, ofTeacher);

        assertThat(roleOf(teacher, START.minusSeconds(1))).isEqualTo(Role.STUDENT);
        assertThat(roleOf(teacher, START)).isEqualTo(Role.PROFESSOR);
        assertThat(roleOf(teacher, END)).isEqualTo(Role.STUDENT);
    }

    @Test
    void theCredentialsOfOthersProveNothing() {
        present(dean, ofTeacher);
        assertThat(roleOf(dean, NOW)).isEqualTo(Role.STUDENT);

        Identity other = Identity.generate();
        Grant foreign = new Grant(other.peerId(), teacher.peerId(), Role.ADMIN, "", 1, START, END);
        present(teacher, Credentials.NONE.with(foreign.sign(other)));
        assertThat(roleOf(teacher, NOW)).as("of another network").isEqualTo(Role.STUDENT);

        Grant ownMaking = new Grant(root.peerId(), teacher.peerId(), Role.ADMIN, "", 1, START, END);
        present(teacher, Credentials.NONE.with(ownMaking.sign(teacher)));
        assertThat(roleOf(teacher, NOW)).as("signed by itself").isEqualTo(Role.STUDENT);
    }

    @Test
    void forgedCredentialsProveNothing() {
        byte[] forged = ofTeacher.toBytes();
        forged[forged.length - 1] ^= 1;

        roles.present(teacher.peerId(), forged);
        roles.present(dean.peerId(), new byte[] {1, 2, 3});

        assertThat(roleOf(teacher, NOW)).isEqualTo(Role.STUDENT);
        assertThat(roleOf(dean, NOW)).isEqualTo(Role.STUDENT);
    }

    @Test
    void whatIsPresentedAnewReplacesWhatWas() {
        present(teacher, ofTeacher);
        roles.present(teacher.peerId(), new byte[0]);
        assertThat(roleOf(teacher, NOW)).isEqualTo(Role.STUDENT);

        present(teacher, ofTeacher);
        roles.forget(teacher.peerId());
        assertThat(roleOf(teacher, NOW)).isEqualTo(Role.STUDENT);
    }

    @Test
    void aRevokedGrantIsLostAtOnceByAllWhoRestOnIt() {
        present(dean, ofDean);
        present(teacher, ofTeacher);

        assertThat(roles.accept(ofRoot(1, 1L), NOW)).isEqualTo(Acceptance.ACCEPTED);

        assertThat(roleOf(dean, NOW)).isEqualTo(Role.STUDENT);
        assertThat(roleOf(teacher, NOW)).isEqualTo(Role.STUDENT);
        assertThat(roles.lists()).hasSize(1);
    }

    @Test
    void anOlderListThatIsPlayedAgainGivesNothingBack() {
        SignedRevocations older = ofRoot(1);
        SignedRevocations newer = ofRoot(2, 1L);
        present(dean, ofDean);

        assertThat(roles.accept(older, NOW)).isEqualTo(Acceptance.ACCEPTED);
        assertThat(roles.accept(newer, NOW)).isEqualTo(Acceptance.ACCEPTED);
        assertThat(roles.accept(older, NOW)).isEqualTo(Acceptance.STALE);
        assertThat(roles.accept(newer, NOW)).isEqualTo(Acceptance.STALE);

        assertThat(roleOf(dean, NOW)).isEqualTo(Role.STUDENT);
        assertThat(roles.lists()).containsExactly(newer);
        assertThat(dropped).containsExactly(older);
    }

    @Test
    void whoNeverWasAnAdminRevokesNothing() {
        present(dean, ofDean);
        Identity stranger = Identity.generate();

        assertThat(roles.accept(list(root, teacher, ofTeacher, 1, 2L), NOW)).isEqualTo(Acceptance.NEVER);
        assertThat(roles.accept(list(root, stranger, Credentials.NONE, 1, 1L), NOW))
                .isEqualTo(Acceptance.NEVER);
        assertThat(roles.accept(list(root, stranger, ofDean, 1, 1L), NOW)).isEqualTo(Acceptance.NEVER);

        assertThat(roleOf(dean, NOW)).isEqualTo(Role.ADMIN);
        assertThat(roles.lists()).isEmpty();
    }

    @Test
    void whoIsAnAdminNoMoreRevokesNothing() {
        present(teacher, ofTeacher);
        SignedRevocations ofDeans = list(root, dean, ofDean, 1, 2L);

        assertThat(roles.accept(ofDeans, END)).as("expired").isEqualTo(Acceptance.NOT_NOW);
        assertThat(roles.accept(ofDeans, START.minusSeconds(1))).as("not yet").isEqualTo(Acceptance.NOT_NOW);
        roles.accept(ofRoot(1, 1L), NOW);
        assertThat(roles.accept(ofDeans, NOW)).as("revoked").isEqualTo(Acceptance.NOT_NOW);
    }

    @Test
    void listsOfOtherNetworksAreHeldForThemAndChangeNothingHere() {
        Identity other = Identity.generate();
        present(dean, ofDean);

        assertThat(roles.accept(list(other, other, Credentials.NONE, 1, 1L), NOW))
                .isEqualTo(Acceptance.ACCEPTED);

        assertThat(roleOf(dean, NOW)).isEqualTo(Role.ADMIN);
        assertThat(roles.lists()).hasSize(1);
    }

    @Test
    void whatWasHeldForANetworkCountsInItLater() {
        Roles late = new Roles(dropped::add);
        late.accept(ofRoot(1, 1L), NOW);
        assertThat(late.standing(root.peerId(), NOW).role())
                .as("part of no network")
                .isEqualTo(Role.STUDENT);

        late.belongTo(Optional.of(root.peerId()), NOW);
        late.present(dean.peerId(), ofDean.toBytes());

        assertThat(late.standing(root.peerId(), NOW).role()).isEqualTo(Role.ADMIN);
        assertThat(late.standing(dean.peerId(), NOW).role()).isEqualTo(Role.STUDENT);
        assertThat(dropped).isEmpty();
    }

    @Test
    void strangersCannotMakeItHoldMuch() {
        roles.accept(ofRoot(1), NOW);

        IntStream.range(0, 3 * Roles.MAX_FOREIGN_LISTS).forEach(_ -> {
            Identity stranger = Identity.generate();
            roles.accept(list(stranger, stranger, Credentials.NONE, 1), NOW);
        });

        assertThat(roles.lists()).hasSize(Roles.MAX_FOREIGN_LISTS + 1);
        assertThat(roles.lists()).anyMatch(list -> list.signer().equals(root.peerId()));
        assertThat(dropped).hasSize(2 * Roles.MAX_FOREIGN_LISTS);
    }

    @Test
    void anAdminWhoMakesManyAdminsIsStoppedByTheNetworksKey() {
        List<Acceptance> told = LongStream.range(0, Revocations.MAX_LISTS + 1)
                .mapToObj(i -> roles.accept(ofAccomplice(i), NOW))
                .toList();
        assertThat(told.getLast()).isEqualTo(Acceptance.FULL);

        assertThat(roles.accept(ofRoot(1, 1L), NOW)).isEqualTo(Acceptance.ACCEPTED);

        Identity successor = Identity.generate();
        Credentials shown = Credentials.NONE.with(grant(root, successor, Role.ADMIN, "", 2));
        assertThat(roles.accept(list(root, successor, shown, 1), NOW)).isEqualTo(Acceptance.ACCEPTED);
        assertThat(roles.lists()).hasSizeLessThanOrEqualTo(Revocations.MAX_LISTS + 1);
    }

    @Test
    void aListThatCameTooEarlyIsHeldWhenItsTimeHasCome() {
        SignedRevocations ofDeans = list(root, dean, ofDean, 1, 2L);
        present(teacher, ofTeacher);
        assertThat(roles.accept(ofDeans, START.minusSeconds(1))).isEqualTo(Acceptance.NOT_NOW);
        assertThat(roles.reconsider(START.minusMillis(1))).isEmpty();

        assertThat(roles.reconsider(START)).containsExactly(ofDeans);

        assertThat(roles.lists()).containsExactly(ofDeans);
        assertThat(roleOf(teacher, START)).isEqualTo(Role.STUDENT);
        assertThat(roles.reconsider(START)).as("once").isEmpty();
    }

    @Test
    void aListForWhichThereWasNoRoomIsHeldWhenThereIs() {
        for (int i = 0; i < Revocations.MAX_LISTS; i++) {
            roles.accept(ofAccomplice(i), NOW);
        }
        Identity honest = Identity.generate();
        SignedRevocations late =
                list(root, honest, Credentials.NONE.with(grant(root, honest, Role.ADMIN, "", 7)), 1, 1L);
        assertThat(roles.accept(late, NOW)).isEqualTo(Acceptance.FULL);
        assertThat(roles.reconsider(NOW)).isEmpty();

        roles.accept(ofRoot(1, 1L), NOW);

        assertThat(roles.reconsider(NOW)).containsExactly(late);
    }

    @Test
    void fewListsWaitForTheirTime() {
        for (int i = 0; i < 3 * Roles.MAX_WAITING; i++) {
            assertThat(roles.accept(ofAccomplice(i), START.minusSeconds(1))).isEqualTo(Acceptance.NOT_NOW);
        }

        assertThat(roles.reconsider(NOW)).hasSize(Roles.MAX_WAITING);
    }

    private SignedRevocations ofAccomplice(long serial) {
        Identity accomplice = Identity.generate();
        return list(root, accomplice, ofDean.with(grant(dean, accomplice, Role.ADMIN, "", serial)), 1);
    }

    @Test
    void theLongestListAndTheLongestChainFitIntoAMessage() {
        Identity holder = root;
        Credentials chain = Credentials.NONE;
        String course = "x".repeat(Grant.MAX_COURSE_BYTES);
        for (int i = 0; i < Credentials.MAX_LENGTH; i++) {
            Identity next = Identity.generate();
            chain = chain.with(grant(holder, next, Role.ADMIN, course, Long.MAX_VALUE - i));
            holder = next;
        }
        Long[] serials = LongStream.range(0, RevocationList.MAX_REVOKED)
                .mapToObj(i -> Long.MAX_VALUE - i)
                .toArray(Long[]::new);

        SignedRevocations longest = list(root, holder, chain, Long.MAX_VALUE, serials);

        assertThat(chain.toBytes()).hasSizeLessThanOrEqualTo(Credentials.MAX_BYTES);
        assertThat(SignedRevocations.read(longest.toBytes())).isEqualTo(longest);
    }
}
