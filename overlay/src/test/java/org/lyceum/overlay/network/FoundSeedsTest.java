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

    private static List<Address> among(List<FoundSeeds.Candidate> listed, List<Address> told, Set<PeerId> known) {
        return FoundSeeds.among(listed, told, known, address -> !address.equals(address(9))).stream()
                .map(SeedAddress::address)
                .toList();
    }

    @Test
    void whereNobodyAnswersAsASeedDoesIsLeftOut() {
        assertThat(among(List.of(seed(8), seed(9)), TOLD, Set.of())).containsExactly(address(8));
    }

    @Test
    void aFloodOfSeedsIsNoMajorityAndDisplacesNobody() {
        List<FoundSeeds.Candidate> flood =
                IntStream.rangeClosed(10, 200).mapToObj(FoundSeedsTest::seed).toList();

        List<Address> before = among(List.of(seed(10)), TOLD, Set.of());
        List<Address> after = among(flood.reversed(), TOLD, Set.of());

        assertThat(before).containsExactly(address(10));
        assertThat(after).containsExactly(address(10), address(11));
        int majority = (TOLD.size() + after.size()) / 2 + 1;
        assertThat(majority).isGreaterThan(after.size());
    }

    @Test
    void whoIsKnownAlreadyIsNotFoundAgain() {
        assertThat(among(List.of(seed(2), seed(3), seed(4)), TOLD, Set.of(peer(3))))
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

        assertThat(FoundSeeds.among(
                        List.of(new FoundSeeds.Candidate(squatter, NOW.plusSeconds(60)), first),
                        TOLD,
                        Set.of(),
                        _ -> true))
                .containsExactly(new SeedAddress(address(5), Optional.of(peer(5))));
    }

    @Test
    void whoIsNoSeedOrDoesNotSayWhereItIsIsLeftOut() {
        assertThat(among(List.of(listed(5, "peer", "overlay"), listed(6, "seed", "tracker")), TOLD, Set.of()))
                .isEmpty();
    }

    @Test
    void aNodeThatWasToldOfNoneTakesAFew() {
        List<FoundSeeds.Candidate> many =
                Stream.of(5, 6, 7, 8).map(FoundSeedsTest::seed).toList();

        assertThat(among(many, List.of(), Set.of())).hasSize(FoundSeeds.NONE_TOLD);
    }
}
