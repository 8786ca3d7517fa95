package org.lyceum.overlay.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.discovery.SeedAddress;

class FoundSeedsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<Address> TOLD = List.of(address(1), address(2));

    private static final FoundSeeds.Change NO_CHANGE = new FoundSeeds.Change(List.of(), List.of());

    private final FoundSeeds found = new FoundSeeds();

    private static Address address(int who) {
        return new Address("192.0.2." + who, 4001);
    }

    private static PeerId peer(int who) {
        byte[] key = new byte[PeerId.KEY_BYTES];
        key[0] = (byte) who;
        return PeerId.of(key);
    }

    /** Number {@code who} has been known the longer the lower the number is. */
    private static FoundSeeds.Candidate listed(int who, String role, String service) {
        NodeRecord record = new NodeRecord(
                peer(who),
                "node",
                new TreeSet<>(List.of(role)),
                "",
                List.of(new Service(service, List.of(address(who)))),
                new TreeSet<>(),
                0,
                Presentation.NONE,
                1,
                NOW.plusSeconds(60));
        return new FoundSeeds.Candidate(record, NOW.plusSeconds(who));
    }

    private static FoundSeeds.Candidate seed(int who) {
        return listed(who, "seed", "overlay");
    }

    private List<Address> look(List<FoundSeeds.Candidate> listed, List<Address> told, Set<PeerId> known) {
        return found.look(listed, told, known, 0).found().stream()
                .map(SeedAddress::address)
                .toList();
    }

    /** What a seed that was found before says of itself anew. */
    private static FoundSeeds.Candidate movedTo(Address address, FoundSeeds.Candidate seed) {
        NodeRecord before = seed.record();
        return new FoundSeeds.Candidate(
                new NodeRecord(
                        before.peer(),
                        before.name(),
                        before.roles(),
                        before.course(),
                        List.of(new Service("overlay", List.of(address))),
                        before.taskTypes(),
                        before.capacity(),
                        before.presentation(),
                        before.sequence() + 1,
                        before.expires()),
                seed.since());
    }

    @Test
    void whoDoesNotAnswerAsASeedDoesGivesWayForTenMinutes() {
        List<FoundSeeds.Candidate> listed = List.of(seed(7), seed(8), seed(9));
        assertThat(look(listed, TOLD, Set.of())).containsExactly(address(7), address(8));

        found.distrust(address(7), 1_000);
        FoundSeeds.Change change = found.look(listed, TOLD, Set.of(), 6_000);

        assertThat(change.gone()).containsExactly(new SeedAddress(address(7), Optional.of(peer(7))));
        assertThat(change.found()).containsExactly(new SeedAddress(address(9), Optional.of(peer(9))));
        assertThat(found.look(listed, TOLD, Set.of(), 1_000 + FoundSeeds.DISTRUST_MILLIS - 1))
                .isEqualTo(NO_CHANGE);
        assertThat(found.look(listed, TOLD, Set.of(), 1_000 + FoundSeeds.DISTRUST_MILLIS)
                        .found())
                .containsExactly(new SeedAddress(address(7), Optional.of(peer(7))));
    }

    @Test
    void whoIsDistrustedIsSoAtEveryAddress() {
        look(List.of(seed(7)), TOLD, Set.of());
        found.distrust(address(7), 0);
        FoundSeeds.Candidate moved = movedTo(address(77), seed(7));

        assertThat(found.look(List.of(moved), TOLD, Set.of(), 0).found()).isEmpty();
    }

    @Test
    void whoListsAddressAfterAddressStaysWhereItWasFound() {
        look(List.of(seed(7)), TOLD, Set.of());

        for (int each = 20; each < 40; each++) {
            FoundSeeds.Candidate moved = movedTo(address(each), seed(7));
            assertThat(found.look(List.of(moved), TOLD, Set.of(), 0)).isEqualTo(NO_CHANGE);
        }
    }

    @Test
    void whoListsItselfWhereAnotherAnswersDoesNotKeepThatOneOut() {
        FoundSeeds.Candidate squatter = movedTo(address(8), seed(5));
        assertThat(look(List.of(squatter, seed(8)), TOLD, Set.of())).containsExactly(address(8));

        found.distrust(address(8), 0);

        assertThat(found.look(List.of(squatter, seed(8)), TOLD, Set.of(), 0).found())
                .containsExactly(new SeedAddress(address(8), Optional.of(peer(8))));
    }

    @Test
    void whoIsListedNoMoreIsGivenUp() {
        look(List.of(seed(7)), TOLD, Set.of());

        assertThat(found.look(List.of(), TOLD, Set.of(), 0).gone())
                .containsExactly(new SeedAddress(address(7), Optional.of(peer(7))));
    }

    @Test
    void aFloodOfSeedsIsNoMajorityAndDisplacesNobody() {
        List<FoundSeeds.Candidate> flood =
                IntStream.rangeClosed(10, 200).mapToObj(FoundSeedsTest::seed).toList();

        List<Address> before = look(List.of(seed(10)), TOLD, Set.of());
        FoundSeeds.Change after = found.look(flood.reversed(), TOLD, Set.of(), 0);

        assertThat(before).containsExactly(address(10));
        assertThat(after.gone()).isEmpty();
        assertThat(after.found()).containsExactly(new SeedAddress(address(11), Optional.of(peer(11))));
        int foundInAll = before.size() + after.found().size();
        int majority = (TOLD.size() + foundInAll) / 2 + 1;
        assertThat(majority).isGreaterThan(foundInAll);
    }

    @Test
    void whoIsKnownAlreadyIsNotFoundAgain() {
        assertThat(look(List.of(seed(2), seed(3), seed(4)), TOLD, Set.of(peer(3))))
                .containsExactly(address(4));
    }

    @Test
    void whoListsItselfAtTheAddressOfAnotherDoesNotTakeItsPlace() {
        FoundSeeds.Candidate first = seed(5);
        NodeRecord record = first.record();
        NodeRecord squatter = new NodeRecord(
                peer(6),
                record.name(),
                record.roles(),
                record.course(),
                record.services(),
                record.taskTypes(),
                record.capacity(),
                record.presentation(),
                record.sequence(),
                record.expires());

        assertThat(found.look(
                                List.of(new FoundSeeds.Candidate(squatter, NOW.plusSeconds(60)), first),
                                TOLD,
                                Set.of(),
                                0)
                        .found())
                .containsExactly(new SeedAddress(address(5), Optional.of(peer(5))));
    }

    @Test
    void whoIsNoSeedOrDoesNotSayWhereItIsIsLeftOut() {
        assertThat(look(List.of(listed(5, "peer", "overlay"), listed(6, "seed", "tracker")), TOLD, Set.of()))
                .isEmpty();
    }

    @Test
    void aNodeThatWasToldOfNoneTakesAFew() {
        List<FoundSeeds.Candidate> many =
                Stream.of(5, 6, 7, 8).map(FoundSeedsTest::seed).toList();

        assertThat(look(many, List.of(), Set.of())).hasSize(FoundSeeds.NONE_TOLD);
    }
}
