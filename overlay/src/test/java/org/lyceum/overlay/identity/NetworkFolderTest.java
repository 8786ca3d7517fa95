package org.lyceum.overlay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

class NetworkFolderTest {

    private static final Duration YEAR = Duration.ofDays(365);

    private final Identity alice = Identity.generate();
    private final Identity bob = Identity.generate();
    private final Identity carol = Identity.generate();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path data;

    private Path of(String name) {
        return data.resolve(name);
    }

    private NetworkFolder created() {
        return NetworkFolder.create(of("alice"), alice, () -> now);
    }

    private NetworkFolder reopened(String name, Identity self) {
        return NetworkFolder.open(of(name), self, () -> now).orElseThrow();
    }

    private NetworkFolder accept(String name, Identity self, String text) {
        return NetworkFolder.accept(of(name), self, () -> now, text);
    }

    private static void assertRefused(ThrowingCallable what, String... why) {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(what)
                .withMessageContainingAll(why)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED));
    }

    @Test
    void whoCreatesANetworkIsItsFirstAdmin() {
        created();

        NetworkFolder network = reopened("alice", alice);
        assertThat(network.network()).isEqualTo(alice.peerId());
        assertThat(network.standing().role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void theKeyOfTheNetworkTakesNoGrant() {
        NetworkFolder network = created();
        String bobs =
                network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR)).toText();

        assertRefused(() -> accept("alice", alice, bobs), "needs no grant");

        assertThat(reopened("alice", alice).credentials()).isEqualTo(Credentials.NONE);
    }

    @Test
    void whoEntersANetworkKnowsItAndIsAStudent() {
        PeerId network = created().network();

        NetworkFolder.enter(of("bob"), bob, () -> now, network);

        assertThat(reopened("bob", bob).standing()).isEqualTo(Standing.student(bob.peerId()));
        assertRefused(
                () -> NetworkFolder.enter(of("bob"), bob, () -> now, carol.peerId()), "part of the network " + network);
    }

    @Test
    void aNodeIsPartOfOneNetwork() {
        created();

        assertRefused(this::created, "part of the network " + alice.peerId());
    }

    @Test
    void aNodeWithoutANetworkHasNone() {
        assertThat(NetworkFolder.open(of("bob"), bob, () -> now)).isEmpty();
    }

    @Test
    void whatIsGrantedHoldsWhereItIsAccepted() {
        String handed = created()
                .grant(bob.peerId(), Role.PROFESSOR, "algebra", now.plus(YEAR))
                .toText();

        accept("bob", bob, "Dear Bob,\r\n" + handed.replace("\n", "\r\n") + "-- \nAlice");

        Standing standing = reopened("bob", bob).standing();
        assertThat(standing).isEqualTo(new Standing(bob.peerId(), Role.PROFESSOR, "algebra", now.plus(YEAR)));
    }

    @Test
    void anAdminGrantsFurther() {
        accept(
                "bob",
                bob,
                created().grant(bob.peerId(), Role.ADMIN, "", now.plus(YEAR)).toText());
        String fromBob = reopened("bob", bob)
                .grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR))
                .toText();

        assertThat(accept("carol", carol, fromBob).standing().role()).isEqualTo(Role.PROFESSOR);
        assertThat(reopened("carol", carol).network()).isEqualTo(alice.peerId());
    }

    @Test
    void serialsGoOnAfterARestart() {
        created().grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        reopened("alice", alice).grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR));

        assertThat(reopened("alice", alice).granted())
                .extracting(grant -> grant.grant().serial())
                .containsExactly(1L, 2L);
    }

    @Test
    void aGrantForSomeoneElseIsRefused() {
        String forBob = created()
                .grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR))
                .toText();

        assertRefused(
                () -> accept("carol", carol, forBob),
                bob.peerId().text(),
                "not for " + carol.peerId().text());
        assertThat(NetworkFolder.open(of("carol"), carol, () -> now)).isEmpty();
    }

    @Test
    void aGrantThatHasExpiredIsRefused() {
        String handed = created()
                .grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR))
                .toText();
        now = now.plus(YEAR);

        assertRefused(() -> accept("bob", bob, handed), "has expired at 2027-11-21T12:00:00Z");
    }

    @Test
    void whoIsNoAdminGrantsAndRevokesNothing() {
        String handed = created()
                .grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR))
                .toText();
        NetworkFolder network = accept("bob", bob, handed);

        assertRefused(
                () -> network.grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR)),
                "is professor",
                "only an admin may grant roles");
        assertRefused(() -> network.revoke(bob.peerId(), 1), "only an admin may take grants back");
    }

    @Test
    void whatWasRevokedHoldsNoMoreWhereTheListIsAccepted() {
        NetworkFolder network = created();
        accept(
                "bob",
                bob,
                network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR)).toText());

        String list = network.revoke(alice.peerId(), 1).toText();
        accept("bob", bob, list);

        assertRefused(() -> reopened("bob", bob).standing(), "was revoked");
    }

    @Test
    void whatAnAdminRevokedStaysRevokedWhenTheAdminsGrantIsRenewed() {
        NetworkFolder network = created();
        Instant soon = now.plus(Duration.ofDays(1));
        accept("bob", bob, network.grant(bob.peerId(), Role.ADMIN, "", soon).toText());
        NetworkFolder bobs = reopened("bob", bob);
        Credentials carols = bobs.grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        bobs.revoke(bob.peerId(), 1);
        now = soon.plusSeconds(1);

        accept(
                "bob",
                bob,
                network.grant(bob.peerId(), Role.ADMIN, "", now.plus(YEAR)).toText());

        NetworkFolder renewed = reopened("bob", bob);
        assertThat(renewed.revocations().contain(bob.peerId(), 1)).isTrue();
        assertThat(renewed.lists()).extracting(list -> list.list().version()).containsExactly(2L);
        Credentials anew = new Credentials(
                List.of(carols.chain().getFirst(), renewed.credentials().chain().getFirst()));
        assertRefused(() -> anew.prove(alice.peerId(), carol.peerId(), renewed.revocations(), now), "was revoked");
    }

    @Test
    void anOlderListReplacesNoNewerOneThatIsNotBelievedJustNow() {
        NetworkFolder network = created();
        Credentials longer = network.grant(bob.peerId(), Role.ADMIN, "", now.plus(YEAR));
        Credentials shorter = network.grant(bob.peerId(), Role.ADMIN, "", now.plus(Duration.ofDays(1)));
        SignedRevocations older =
                new SignedRevocations(new RevocationList(alice.peerId(), 1, new TreeSet<>()).sign(bob), longer);
        SignedRevocations newer =
                new SignedRevocations(new RevocationList(alice.peerId(), 2, new TreeSet<>()).sign(bob), shorter);
        network.accept(newer);
        now = now.plus(Duration.ofDays(2));

        reopened("alice", alice).accept(older);

        assertThat(reopened("alice", alice).lists()).containsExactly(newer);
    }

    @Test
    void anAdminOfACourseGrantsRolesOfThatCourseAlone() {
        accept(
                "bob",
                bob,
                created()
                        .grant(bob.peerId(), Role.ADMIN, "algebra", now.plus(YEAR))
                        .toText());
        NetworkFolder bobs = reopened("bob", bob);

        Credentials ofAlgebra = bobs.grant(carol.peerId(), Role.PROFESSOR, "algebra", now.plus(YEAR));
        assertThat(accept("carol", carol, ofAlgebra.toText()).standing().course())
                .isEqualTo("algebra");
        assertRefused(
                () -> bobs.grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR)), "is admin of algebra alone");
        SignedGrant forAll = new Grant(
                        alice.peerId(),
                        carol.peerId(),
                        Role.ADMIN,
                        "",
                        7,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        now.plus(YEAR))
                .sign(bob);
        assertRefused(
                () -> accept("carol", carol, bobs.credentials().with(forAll).toText()),
                "may grant roles of algebra alone");
    }

    @Test
    void aListWithSomethingElseBesideItIsRefused() {
        NetworkFolder network = created();
        network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        byte[] list = network.revoke(alice.peerId(), 1).toBytes();
        byte[] padded = Arrays.copyOf(list, list.length + 2);
        padded[list.length] = 3 << 3;

        assertThat(SignedRevocations.read(list).toBytes()).isEqualTo(list);
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> SignedRevocations.read(padded))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void eachListHoldsTheEarlierOnesToo() {
        NetworkFolder network = created();
        network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        network.grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        SignedRevocations first = network.revoke(alice.peerId(), 1);
        SignedRevocations second = reopened("alice", alice).revoke(alice.peerId(), 2);

        assertThat(second.list().version()).isEqualTo(first.list().version() + 1);
        assertThat(second.list().revoked()).extracting(RevokedGrant::serial).containsExactly(1L, 2L);
        NetworkFolder bobs = joined();
        assertThat(bobs.accept(second)).isTrue();
        assertThat(bobs.accept(first)).isFalse();
    }

    private NetworkFolder joined() {
        String handed = reopened("alice", alice)
                .grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR))
                .toText();
        return accept("bob", bob, handed);
    }

    @Test
    void aSerialThatWasNeverGrantedCannotBeRevoked() {
        NetworkFolder network = created();

        assertRefused(() -> network.revoke(alice.peerId(), 7), "granted nothing with the serial 7");
    }

    @Test
    void nothingIsRevokedTwice() {
        NetworkFolder network = created();
        network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        network.revoke(alice.peerId(), 1);

        assertRefused(() -> network.revoke(alice.peerId(), 1), "was revoked before");
    }

    @Test
    void theNetworksKeyRevokesWhatAnotherAdminGranted() {
        NetworkFolder network = created();
        NetworkFolder bobs = accept(
                "bob",
                bob,
                network.grant(bob.peerId(), Role.ADMIN, "", now.plus(YEAR)).toText());
        String handed =
                bobs.grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR)).toText();
        NetworkFolder carols = accept("carol", carol, handed);

        carols.accept(network.revoke(bob.peerId(), 1));

        assertRefused(carols::standing, "was revoked");
        assertRefused(() -> bobs.revoke(alice.peerId(), 1), "only the network's own key");
    }

    @Test
    void textWithoutAGrantIsRefused() {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> accept("bob", bob, "hello"))
                .withMessageContaining("neither a grant");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everyFileIsItsOwnersAlone() throws IOException {
        NetworkFolder network = created();
        network.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        network.revoke(alice.peerId(), 1);

        Path folder = of("alice").resolve("network");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.endsWith("lock")).toList())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("id", "granted", "revocations");
        }
        for (String name : new String[] {"id", "granted", "revocations"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFileThatWasTamperedWithIsNamed() throws IOException {
        created().grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        Path granted = of("alice").resolve("network").resolve("granted");
        String text = Files.readString(granted);
        int at = text.length() / 2;
        Files.writeString(
                granted, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1));

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> reopened("alice", alice))
                .withMessageStartingWith(granted + ": ")
                .withMessageContaining("put back a copy of the file");
    }

    @Test
    void aFileWhoseBlockHoldsNoGrantIsNamed() throws IOException {
        created();
        Path granted = of("alice").resolve("network").resolve("granted");
        Files.writeString(granted, Credentials.NONE.toText());

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> reopened("alice", alice))
                .withMessage(
                        "%s: a block without a grant; put back a copy of the file, or move it away to go on without what it holds",
                        granted);
    }

    @Test
    void serialsGoOnWhereWhatWasGrantedIsLost() throws IOException {
        NetworkFolder before = created();
        before.grant(bob.peerId(), Role.PROFESSOR, "", now.plus(YEAR));
        before.revoke(alice.peerId(), 1);
        Files.delete(of("alice").resolve("network").resolve("granted"));

        Credentials anew = reopened("alice", alice).grant(carol.peerId(), Role.PROFESSOR, "", now.plus(YEAR));

        assertThat(anew.chain().getFirst().grant().serial()).isEqualTo(2);
    }

    /** From one whom bob has made an admin. */
    private SignedRevocations listOfAnother(Credentials bobs, long serial, Instant until) {
        Identity accomplice = Identity.generate();
        SignedGrant granted = new Grant(
                        alice.peerId(), accomplice.peerId(), Role.ADMIN, "", serial, now.minusSeconds(1), until)
                .sign(bob);
        return new SignedRevocations(
                new RevocationList(alice.peerId(), 1, new TreeSet<>()).sign(accomplice), bobs.with(granted));
    }

    @Test
    void theFileOfListsHoldsThoseOfSoManyAdmins() throws IOException {
        NetworkFolder network = created();
        Credentials bobs = network.grant(bob.peerId(), Role.ADMIN, "", now.plus(YEAR));
        SignedRevocations ofKey = network.revoke(
                alice.peerId(),
                network.grant(carol.peerId(), Role.STUDENT, "", now.plus(YEAR))
                        .chain()
                        .getFirst()
                        .grant()
                        .serial());
        for (int i = 0; i < Revocations.MAX_LISTS - 1; i++) {
            assertThat(network.accept(listOfAnother(bobs, i, now.plus(YEAR)))).isTrue();
        }
        SignedRevocations shortLived = listOfAnother(bobs, 1_000, now.plusSeconds(60));
        network.accept(shortLived);
        assertRefused(
                () -> network.accept(listOfAnother(bobs, 1_001, now.plus(YEAR))), "64 admins", "the network's key");
        long size = Files.size(of("alice").resolve("network").resolve("revocations"));

        now = now.plusSeconds(61);
        SignedRevocations last = listOfAnother(bobs, 1_002, now.plus(YEAR));
        assertThat(network.accept(last)).isTrue();

        assertThat(reopened("alice", alice).lists())
                .hasSize(Revocations.MAX_LISTS + 1)
                .contains(ofKey, last)
                .doesNotContain(shortLived);
        assertThat(Files.size(of("alice").resolve("network").resolve("revocations")))
                .isCloseTo(size, within(64L));
    }
}
