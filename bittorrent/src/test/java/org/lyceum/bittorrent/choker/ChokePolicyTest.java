package org.lyceum.bittorrent.choker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChokePolicyTest {

    private static final int SEEDS = 1_000;
    private static final Instant NOW = Instant.EPOCH.plusSeconds(10_000);

    static List<Named<Function<RandomGenerator, ChokePolicy>>> policies() {
        return List.of(Named.of("classic", ClassicChoke::new), Named.of("bep3", Bep3Choke::new));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void slotsAreFewFilledAtOnceAndNeverFlapWhateverPeersDo(Function<RandomGenerator, ChokePolicy> policy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ChokeWorld world = new ChokeWorld(policy.apply(random), random.nextBoolean(), random.nextBoolean(), random);
            for (int second = 0; second < 120; second++) {
                world.second();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theThreeBestAndOneOtherAreUnchoked(Function<RandomGenerator, ChokePolicy> policy) {
        List<ChokeCandidate> peers = IntStream.range(0, 20)
                .mapToObj(peer -> giving(peer, 1_000L * peer))
                .toList();

        Unchoked unchoked = policy.apply(new Random(1)).round(peers, false, NOW);

        assertThat(unchoked.peers()).hasSize(4).contains(17, 18, 19);
        assertThat(unchoked.optimistic()).isPresent();
        assertThat(unchoked.optimistic().getAsInt()).isLessThan(17);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void whenSeedingThoseThatTakeMostKeepTheirSlots(Function<RandomGenerator, ChokePolicy> policy) {
        List<ChokeCandidate> peers = IntStream.range(0, 20)
                .mapToObj(peer ->
                        new ChokeCandidate(peer, true, peer < 4, 1_000 - peer, peer * 100L, old(), old(), NOW, old()))
                .toList();

        assertThat(policy.apply(new Random(1)).round(peers, true, NOW).peers()).contains(17, 18, 19);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void peersWithoutInterestGetNothingHoweverMuchTheyGive(Function<RandomGenerator, ChokePolicy> policy) {
        List<ChokeCandidate> peers = List.of(
                new ChokeCandidate(1, false, false, 1_000_000, 0, old(), NOW, NOW, old()), giving(2, 0), giving(3, 10));

        assertThat(policy.apply(new Random(1)).round(peers, false, NOW).peers()).containsExactlyInAnyOrder(2, 3);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aPeerThatLostInterestGivesItsSlotToOneThatWaits(Function<RandomGenerator, ChokePolicy> policy) {
        List<ChokeCandidate> peers = new ArrayList<>();
        for (int peer = 0; peer < 4; peer++) {
            peers.add(new ChokeCandidate(peer, peer != 2, true, 100, 0, old(), NOW, NOW, old()));
        }
        ChokePolicy choke = policy.apply(new Random(1));
        assertThat(choke.fill(peers, false, NOW).peers()).containsExactlyInAnyOrder(0, 1, 2, 3);

        peers.add(giving(4, 0));

        assertThat(choke.fill(peers, false, NOW).peers()).containsExactlyInAnyOrder(0, 1, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aPeerThatAsksForNothingForAMinuteGivesItsSlotToOneThatWaits(Function<RandomGenerator, ChokePolicy> policy) {
        List<ChokeCandidate> peers = new ArrayList<>();
        for (int peer = 0; peer < 4; peer++) {
            Instant taken = peer == 2 ? NOW.minusSeconds(50) : NOW;
            peers.add(new ChokeCandidate(peer, true, true, 0, 0, old(), NOW, taken, old()));
        }
        peers.add(giving(4, 0));
        ChokePolicy choke = policy.apply(new Random(1));

        assertThat(choke.fill(peers, true, NOW).peers()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(choke.fill(peers, true, NOW.plusSeconds(9)).peers()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(choke.fill(peers, true, NOW.plusSeconds(10)).peers()).containsExactlyInAnyOrder(0, 1, 3, 4);
        assertThat(choke.round(peers, true, NOW.plusSeconds(10)).peers()).containsExactlyInAnyOrder(0, 1, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aSlotThatNobodyElseWantsIsLeftToOneThatAsksForNothing(Function<RandomGenerator, ChokePolicy> policy) {
        ChokeCandidate idle = new ChokeCandidate(1, true, true, 0, 0, old(), old(), old(), old());
        ChokePolicy choke = policy.apply(new Random(1));

        assertThat(choke.fill(List.of(idle, giving(2, 0)), true, NOW).peers()).containsExactlyInAnyOrder(1, 2);
        assertThat(choke.round(List.of(idle, giving(2, 0)), true, NOW).peers()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aPeerIsGivenAMinuteFromWhenItIsUnchoked() {
        ChokeCandidate late = new ChokeCandidate(1, true, true, 0, 0, old(), old(), old(), NOW.minusSeconds(59));

        assertThat(late.isEager(NOW)).isTrue();
        assertThat(late.isEager(NOW.plusSeconds(1))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void chanceReachesEveryPeerInTime(Function<RandomGenerator, ChokePolicy> policy) {
        ChokePolicy choke = policy.apply(new Random(7));
        Set<Integer> unchoked = Set.of();
        Set<Integer> lucky = new TreeSet<>();
        for (int round = 0; round < 600; round++) {
            Instant now = NOW.plus(choke.interval().multipliedBy(round));
            Set<Integer> have = unchoked;
            List<ChokeCandidate> peers = IntStream.range(0, 20)
                    .mapToObj(peer -> new ChokeCandidate(
                            peer, true, have.contains(peer), peer < 3 ? 1_000 : 0, 0, old(), now, now, old()))
                    .toList();
            Unchoked answer = choke.round(peers, false, now);
            assertThat(answer.peers()).contains(0, 1, 2);
            answer.optimistic().ifPresent(lucky::add);
            unchoked = answer.peers();
        }
        assertThat(lucky).hasSize(17).doesNotContain(0, 1, 2);
    }

    @Test
    void bep3LeavesThePeerByChanceItsSlotForThirtySeconds() {
        ChokePolicy choke = new Bep3Choke(new Random(3));
        List<Integer> lucky = new ArrayList<>();
        Set<Integer> unchoked = Set.of();
        for (int round = 0; round < 90; round++) {
            Instant now = NOW.plusSeconds(10L * round);
            Set<Integer> have = unchoked;
            Unchoked answer = choke.round(
                    IntStream.range(0, 40)
                            .mapToObj(peer -> new ChokeCandidate(
                                    peer, true, have.contains(peer), peer < 3 ? 1_000 : 0, 0, old(), now, now, old()))
                            .toList(),
                    false,
                    now);
            lucky.add(answer.optimistic().orElseThrow());
            unchoked = answer.peers();
        }
        for (int round = 0; round < 90; round += 3) {
            assertThat(lucky.subList(round, round + 3)).containsOnly(lucky.get(round));
        }
        assertThat(Set.copyOf(lucky)).hasSizeGreaterThan(10);
    }

    @Test
    void bep3DrawsNewConnectionsThreeTimesAsOften() {
        TreeMap<Boolean, Integer> drawn = new TreeMap<>();
        for (int seed = 0; seed < 4_000; seed++) {
            List<ChokeCandidate> peers = new ArrayList<>();
            for (int peer = 0; peer < 3; peer++) {
                peers.add(giving(peer, 1_000));
            }
            for (int peer = 3; peer < 23; peer++) {
                Instant connected = peer % 2 == 0 ? NOW.minusSeconds(20) : old();
                peers.add(new ChokeCandidate(peer, true, false, 0, 0, connected, NOW, NOW, Instant.MIN));
            }
            int lucky = new Bep3Choke(new Random(seed))
                    .round(peers, false, NOW)
                    .optimistic()
                    .orElseThrow();
            drawn.merge(lucky % 2 == 0, 1, Integer::sum);
        }
        double ratio = (double) drawn.getOrDefault(true, 0) / drawn.getOrDefault(false, 0);
        assertThat(ratio).isCloseTo(3.0, within(0.3));
    }

    @Test
    void bep3TakesTheSlotOfAPeerThatSentNoBlockForAMinute() {
        Instant silent = NOW.minus(Duration.ofSeconds(61));
        List<ChokeCandidate> peers = new ArrayList<>();
        for (int peer = 0; peer < 3; peer++) {
            peers.add(new ChokeCandidate(peer, true, true, 0, 0, old(), silent, NOW, old()));
        }
        for (int peer = 3; peer < 7; peer++) {
            peers.add(new ChokeCandidate(peer, true, false, 0, 0, old(), NOW.minusSeconds(30), NOW, old()));
        }
        for (int seed = 0; seed < 100; seed++) {
            Unchoked unchoked = new Bep3Choke(new Random(seed)).round(peers, false, NOW);
            assertThat(unchoked.peers().stream().filter(peer -> peer < 3).count())
                    .as("snubbing peers with a slot, by chance at most")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aNumberGivenToAnotherPeerDoesNotInheritTheSlotByChance() {
        ChokePolicy choke = new ClassicChoke(new Random(5));
        int lucky = choke.round(List.of(giving(1, 3), giving(2, 3), giving(3, 3), giving(4, 0)), false, NOW)
                .optimistic()
                .orElseThrow();
        assertThat(lucky).isEqualTo(4);

        ChokeCandidate successor = new ChokeCandidate(4, true, true, 0, 0, NOW, NOW, NOW, NOW);
        Unchoked after = choke.fill(List.of(successor), false, NOW.plusSeconds(1));

        assertThat(after.peers()).containsExactly(4);
        assertThat(after.optimistic()).isEmpty();
    }

    private static Instant old() {
        return Instant.EPOCH;
    }

    private static ChokeCandidate giving(int peer, long bytes) {
        return new ChokeCandidate(peer, true, false, bytes, 0, old(), NOW, NOW, Instant.MIN);
    }
}
