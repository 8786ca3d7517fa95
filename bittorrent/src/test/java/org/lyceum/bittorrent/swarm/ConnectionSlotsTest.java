package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;

class ConnectionSlotsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** A torrent that dials whom it knows and gives its oldest connection up. */
    private static final class FakeTorrent implements ConnectionSlots.Claimant {

        private final Deque<Slot> dialled = new ArrayDeque<>();
        private final ConnectionSlots slots;
        private int candidates;
        private int nextHost;

        FakeTorrent(ConnectionSlots slots, int candidates) {
            this.slots = slots;
            this.candidates = candidates;
        }

        void dial() {
            if (candidates > 0) {
                slots.wantsToDial(this);
            }
        }

        @Override
        public void mayDial(Slot slot) {
            if (candidates == 0 || !slot.claimHost(host(nextHost++))) {
                slot.free();
                return;
            }
            candidates--;
            dialled.add(slot);
            dial();
        }

        @Override
        public void giveOneUp() {
            if (!dialled.isEmpty()) {
                dialled.removeFirst().free();
            }
        }

        void allAnswer() {
            List.copyOf(dialled).forEach(slot -> slot.settle(this));
        }
    }

    private static InetAddress host(int number) {
        return address(number, 1).getAddress();
    }

    private final List<Integer> closed = new ArrayList<>();

    private Slot accept(ConnectionSlots slots, InetAddress host, int name) {
        return requireNonNull(slots.accept(host, () -> closed.add(name)));
    }

    @Test
    void takesNoMoreThanThereMayBeAndAgainOnceOneIsClosed() {
        ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.inAll(20));
        FakeTorrent torrent = new FakeTorrent(slots, 0);
        List<Slot> taken = new ArrayList<>();
        for (int host = 0; host < 20; host++) {
            Slot slot = accept(slots, host(host), host);
            slot.settle(torrent);
            taken.add(slot);
        }

        assertThat(slots.accept(host(20), () -> {})).isNull();
        assertThat(slots.open()).isEqualTo(20);
        taken.getFirst().free();
        taken.getFirst().free();
        assertThat(slots.open()).isEqualTo(19);
        assertThat(slots.accept(host(20), () -> {})).isNotNull();
    }

    @Test
    void oneHostGetsOnlySoManyAndThisMachineAsManyAsThereAre() {
        ConnectionSlots slots = new ConnectionSlots(
                ConnectionLimits.DEFAULT.perHost(3).inAll(1000).handshaking(1000));
        Slot first = accept(slots, host(1), 1);
        accept(slots, host(1), 2);
        accept(slots, host(1), 3);

        assertThat(slots.accept(host(1), () -> {})).isNull();
        assertThat(slots.accept(host(2), () -> {})).isNotNull();
        first.free();
        assertThat(slots.accept(host(1), () -> {})).isNotNull();
        for (int i = 0; i < 100; i++) {
            assertThat(slots.accept(LOOPBACK, () -> {})).isNotNull();
        }
    }

    @Test
    void anIpv6NetworkIsOneHost() {
        ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.perHost(1));

        assertThat(slots.accept(InetAddress.ofLiteral("2001:db8:0:1::1"), () -> {}))
                .isNotNull();
        assertThat(slots.accept(InetAddress.ofLiteral("2001:db8:0:1:ffff::2"), () -> {}))
                .isNull();
        assertThat(slots.accept(InetAddress.ofLiteral("2001:db8:0:2::1"), () -> {}))
                .isNotNull();
    }

    @Test
    void whoSaysNothingMakesWayForNewcomersTheOldestOfTheHostWithMostFirst() {
        ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.handshaking(4));
        accept(slots, host(9), 0);
        accept(slots, host(1), 1);
        accept(slots, host(1), 2);
        accept(slots, host(2), 3);

        accept(slots, host(3), 4);

        assertThat(closed).containsExactly(1);
    }

    @Test
    void anotherSilentOneOfTheSameHostTakesThePlaceOfItsOldest() {
        ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.handshakingPerHost(2));
        accept(slots, host(2), 0);
        accept(slots, host(1), 1);
        accept(slots, host(1), 2).settle(new FakeTorrent(slots, 0));
        accept(slots, host(1), 3);
        assertThat(closed).isEmpty();

        accept(slots, host(1), 4);

        assertThat(closed).containsExactly(1);
    }

    @Test
    void aTorrentWithManyPeersToDialDoesNotHoldUpOneWithOne() {
        ConnectionSlots slots =
                new ConnectionSlots(ConnectionLimits.DEFAULT.dials(5).perHost(1000));
        FakeTorrent greedy = new FakeTorrent(slots, 2000);
        FakeTorrent modest = new FakeTorrent(slots, 1);
        greedy.dial();
        assertThat(greedy.dialled).hasSize(5);
        modest.dial();
        assertThat(modest.dialled).isEmpty();

        // one is taken up or fails: the greedy one, which stood in line before, gets that, and then it is the other's
        // turn
        greedy.dialled.removeFirst().free();
        greedy.dialled.removeFirst().settle(greedy);

        assertThat(modest.dialled).hasSize(1);
    }

    @Test
    void aTorrentThatHasTakenEverySlotGivesSomeToOneThatHasNone() {
        ConnectionSlots slots = new ConnectionSlots(
                ConnectionLimits.DEFAULT.inAll(100).dials(100).perHost(1000));
        FakeTorrent greedy = new FakeTorrent(slots, 2000);
        greedy.dial();
        assertThat(greedy.dialled).hasSize(95);
        greedy.allAnswer();

        FakeTorrent late = new FakeTorrent(slots, 10);
        late.dial();
        late.allAnswer();

        assertThat(late.dialled).hasSize(10);
        assertThat(greedy.dialled).hasSize(85);
    }

    @Test
    void twoThatWantEverythingEndUpWithHalfEachAndStayThere() {
        ConnectionSlots slots = new ConnectionSlots(
                ConnectionLimits.DEFAULT.inAll(100).dials(100).perHost(1000));
        FakeTorrent first = new FakeTorrent(slots, 1000);
        first.dial();
        first.allAnswer();
        FakeTorrent second = new FakeTorrent(slots, 1000);
        second.dial();
        second.allAnswer();

        assertThat(first.dialled.size() + second.dialled.size()).isEqualTo(95);
        assertThat(Math.abs(first.dialled.size() - second.dialled.size())).isLessThanOrEqualTo(1);
        int left = first.candidates + second.candidates;
        first.dial();
        second.dial();
        assertThat(first.candidates + second.candidates).isEqualTo(left);
    }

    @Test
    void aNewcomerIsHeardWhenTorrentsHaveTakenAllTheyMay() {
        ConnectionSlots slots = new ConnectionSlots(
                ConnectionLimits.DEFAULT.inAll(100).dials(100).perHost(1000));
        FakeTorrent greedy = new FakeTorrent(slots, 2000);
        greedy.dial();
        greedy.allAnswer();
        FakeTorrent other = new FakeTorrent(slots, 0);

        Slot newcomer = accept(slots, host(5000), 1);

        assertThat(newcomer.settle(greedy)).isFalse();
        assertThat(newcomer.settle(other)).isTrue();
        assertThat(greedy.dialled).hasSize(94);
        assertThat(slots.open()).isEqualTo(95);
    }

    @Test
    void aTorrentThatStopsNoLongerStandsInLine() {
        ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.dials(1));
        FakeTorrent first = new FakeTorrent(slots, 1);
        first.dial();
        FakeTorrent second = new FakeTorrent(slots, 1);
        second.dial();
        slots.wantsNoMore(second);

        first.dialled.removeFirst().free();

        assertThat(second.dialled).isEmpty();
        assertThat(slots.open()).isZero();
    }

    /** Whatever happens in whatever order, no limit is passed, and at the end nothing is held. */
    @Property(tries = 200)
    void holdsItsLimits(@ForAll long seed) {
        Random random = new Random(seed);
        ConnectionLimits limits = new ConnectionLimits(
                10,
                4 + random.nextInt(40),
                1 + random.nextInt(8),
                1 + random.nextInt(20),
                1 + random.nextInt(4),
                1 + random.nextInt(8));
        ConnectionSlots slots = new ConnectionSlots(limits);
        List<FakeTorrent> torrents = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            torrents.add(new FakeTorrent(slots, 200));
        }
        List<Slot> incoming = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            FakeTorrent torrent = torrents.get(random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> torrent.dial();
                case 1 -> torrent.allAnswer();
                case 2 -> torrent.giveOneUp();
                case 3 -> {
                    Deque<Slot> made = new ArrayDeque<>();
                    Slot slot = slots.accept(host(random.nextInt(6)), () -> made.forEach(Slot::free));
                    if (slot != null) {
                        made.add(slot);
                        incoming.add(slot);
                    }
                }
                default -> {
                    if (!incoming.isEmpty()) {
                        Slot slot = incoming.remove(random.nextInt(incoming.size()));
                        if (random.nextBoolean() && slot.settle(torrent)) {
                            torrent.dialled.add(slot);
                        } else {
                            slot.free();
                        }
                    }
                }
            }
            assertThat(slots.open()).isBetween(0, limits.inAll());
        }
        torrents.forEach(slots::wantsNoMore);
        torrents.forEach(torrent -> torrent.candidates = 0);
        incoming.forEach(Slot::free);
        torrents.forEach(torrent -> List.copyOf(torrent.dialled).forEach(Slot::free));
        assertThat(slots.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesLimitsThatLetNobodyIn(int limit) {
        assertThatThrownBy(() -> ConnectionLimits.DEFAULT.dials(limit))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("connection limit dials: %d, expected at least 1", limit);
        assertThatThrownBy(() -> ConnectionLimits.DEFAULT.inAll(3)).hasMessageContaining("expected at least 4");
    }
}
