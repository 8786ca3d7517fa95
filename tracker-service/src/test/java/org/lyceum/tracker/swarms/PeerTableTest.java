package org.lyceum.tracker.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.tracker.CompactPeers;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.tracker.hash.SipHash;

class PeerTableTest {

    private static final SipHash HASH = new SipHash(1, 2);

    sealed interface Step {
        record Put(InetSocketAddress peer, boolean seed, int now) implements Step {}

        record Remove(InetSocketAddress peer) implements Step {}

        record Expire(int before) implements Step {}
    }

    private record Entry(boolean seed, int seenAt) {}

    @Property
    void behavesLikeAMap(@ForAll("histories") List<Step> history) {
        PeerTable table = new PeerTable(Family.IPV4, HASH);
        Map<InetSocketAddress, Entry> model = new HashMap<>();
        for (Step step : history) {
            switch (step) {
                case Step.Put(InetSocketAddress peer, boolean seed, int now) -> {
                    table.put(CompactPeers.encode(peer), seed, now);
                    model.put(peer, new Entry(seed, now));
                }
                case Step.Remove(InetSocketAddress peer) ->
                    assertThat(table.remove(CompactPeers.encode(peer))).isEqualTo(model.remove(peer) != null);
                case Step.Expire(int before) -> {
                    Set<InetSocketAddress> removed = new HashSet<>();
                    table.expire(before, endpoint -> removed.add(only(endpoint)));
                    Set<InetSocketAddress> expected = new HashSet<>(model.keySet());
                    model.values().removeIf(entry -> entry.seenAt < before);
                    expected.removeAll(model.keySet());
                    assertThat(removed).isEqualTo(expected);
                }
            }
            assertSame(table, model);
        }
    }

    private static void assertSame(PeerTable table, Map<InetSocketAddress, Entry> model) {
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.seeds())
                .isEqualTo((int) model.values().stream().filter(Entry::seed).count());
        model.forEach((peer, entry) -> {
            byte[] endpoint = CompactPeers.encode(peer);
            assertThat(table.isSeed(table.indexOf(endpoint))).isEqualTo(entry.seed);
            assertThat(table.indexOf(endpoint)).isNotNegative();
            assertThat(table.countOfNetwork(endpoint)).isEqualTo((int) model.keySet().stream()
                    .filter(other -> other.getAddress().equals(peer.getAddress()))
                    .count());
        });
        Set<InetSocketAddress> all =
                new HashSet<>(table.sample(1000, -1, false, new Random(1)).toAddresses());
        assertThat(all).isEqualTo(model.keySet());
    }

    /** Few addresses and ports, so that entries meet again, move and share networks. */
    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<InetSocketAddress> peers = Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 6))
                .as((host, port) -> new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + host), port));
        Arbitrary<Integer> times = Arbitraries.integers().between(0, 100);
        Arbitrary<Step> puts =
                Combinators.combine(peers, Arbitraries.of(true, false), times).as(Step.Put::new);
        Arbitrary<Step> removals = peers.map(Step.Remove::new);
        Arbitrary<Step> expiries = Arbitraries.integers().between(0, 60).map(Step.Expire::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(12, puts),
                        net.jqwik.api.Tuple.of(4, removals),
                        net.jqwik.api.Tuple.of(1, expiries))
                .list()
                .ofMaxSize(120);
    }

    @Test
    void everyOtherPeerIsChosenEquallyOften() {
        PeerTable table = tableOf(3, 7);
        byte[] asker = endpoint(9);
        Map<InetSocketAddress, Integer> chosen = new HashMap<>();
        Random random = new Random(42);
        int rounds = 9000;
        for (int i = 0; i < rounds; i++) {
            List<InetSocketAddress> sample =
                    table.sample(3, table.indexOf(asker), false, random).toAddresses();
            assertThat(new HashSet<>(sample)).hasSize(3);
            sample.forEach(peer -> chosen.merge(peer, 1, Integer::sum));
        }
        assertThat(chosen).hasSize(9).doesNotContainKey(only(asker));
        // 3 of 9, so a third of the rounds each; the bound is five standard deviations
        assertThat(chosen.values()).allSatisfy(count -> assertThat(count).isBetween(2776, 3224));
    }

    @Test
    void leechersAloneAreChosenForASeed() {
        PeerTable table = tableOf(3, 2);
        assertThat(table.sample(10, 0, true, new Random(1)).toAddresses())
                .containsExactlyInAnyOrder(only(endpoint(3)), only(endpoint(4)));
    }

    @Test
    void nobodyIsChosenWhereNobodyElseIs() {
        PeerTable table = tableOf(0, 1);
        assertThat(table.sample(10, 0, false, new Random(1)).size()).isZero();
        assertThat(table.sample(0, -1, false, new Random(1)).size()).isZero();
        assertThat(tableOf(2, 0).sample(10, 0, true, new Random(1)).size()).isZero();
    }

    @Test
    void ipv6AddressesOfOneSixtyFourAreOneNetwork() {
        PeerTable table = new PeerTable(Family.IPV6, HASH);
        table.put(CompactPeers.encode(new InetSocketAddress("2001:db8::1", 1)), false, 0);
        table.put(CompactPeers.encode(new InetSocketAddress("2001:db8::2", 1)), false, 0);
        table.put(CompactPeers.encode(new InetSocketAddress("2001:db8:0:1::1", 1)), false, 0);
        assertThat(table.countOfNetwork(CompactPeers.encode(new InetSocketAddress("2001:db8::3", 9))))
                .isEqualTo(2);
    }

    @Test
    void growsAndShrinksWithoutLosingAnyone() {
        PeerTable table = tableOf(500, 500);
        assertThat(table.size()).isEqualTo(1000);
        List<Integer> gone = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            if (i % 10 != 0) {
                assertThat(table.remove(endpoint(i))).isTrue();
                gone.add(i);
            }
        }
        assertThat(table.size()).isEqualTo(100);
        assertThat(table.seeds()).isEqualTo(50);
        assertThat(gone).allSatisfy(i -> assertThat(table.indexOf(endpoint(i))).isNegative());
        for (int i = 0; i < 1000; i += 10) {
            assertThat(table.isSeed(table.indexOf(endpoint(i)))).isEqualTo(i < 500);
        }
    }

    /** Seeds first: peer 0 to {@code seeds - 1}. */
    private static PeerTable tableOf(int seeds, int leechers) {
        PeerTable table = new PeerTable(Family.IPV4, HASH);
        for (int i = 0; i < seeds + leechers; i++) {
            table.put(endpoint(i), i < seeds, 0);
        }
        return table;
    }

    private static byte[] endpoint(int number) {
        return new byte[] {10, 1, (byte) (number >>> 8), (byte) number, 0x1a, (byte) 0xe1};
    }

    private static InetSocketAddress only(byte[] endpoint) {
        return new CompactPeers(Family.IPV4, endpoint).toAddresses().getFirst();
    }
}
