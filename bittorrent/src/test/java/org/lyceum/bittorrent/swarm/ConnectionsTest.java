package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.bittorrent.wire.Message;

class ConnectionsTest {

    private SwarmFixture fixture;
    private Connections connections;

    @BeforeEach
    void createSwarm(@TempDir Path folder) {
        fixture = new SwarmFixture(folder);
        connections = fixture.connections();
    }

    /** Our id is of the letter m; the connection that the lower id opened is kept, whichever came first. */
    @ParameterizedTest
    @CsvSource({"z, true, false", "z, false, false", "a, true, true", "a, false, true"})
    void ofTwoConnectionsTheOneOpenedByTheLowerIdIsKept(char peer, boolean incomingFirst, boolean incomingIsKept) {
        fixture.peer(peer, incomingFirst, address(1, 1000));
        fixture.peer(peer, !incomingFirst, address(1, 6881));

        assertThat(connections.all())
                .singleElement()
                .satisfies(kept -> assertThat(kept.identity().incoming()).isEqualTo(incomingIsKept));
    }

    @Test
    void aSecondConnectionInTheSameDirectionIsRefused() {
        assertThat(fixture.peer('a', true, address(1, 1000))).isNotNull();
        assertThat(fixture.peer('a', true, address(1, 1001))).isNull();
    }

    @Test
    void nobodyAtAnotherHostCanPushAPeerOutByItsId() {
        PeerConnection first = requireNonNull(fixture.peer('a', false, address(1, 6881)));

        fixture.peer('a', true, address(2, 1000));

        assertThat(connections.all()).contains(first).hasSize(2);
    }

    @Test
    void whoeverIsBannedIsClosedWithAllThatComesFromThereAndNeverTakenOrDialledAgain() {
        PeerConnection bad = requireNonNull(fixture.peer('a', true, address(1, 1000)));
        fixture.peer('b', true, address(1, 1001));
        fixture.peer('c', true, address(2, 1000));

        connections.ban(bad, "a test");

        assertThat(connections.all())
                .singleElement()
                .satisfies(left -> assertThat(left.identity().address()).isEqualTo(address(2, 1000)));
        assertThat(fixture.peer('d', true, address(1, 1002))).isNull();
        connections.found(address(1, 6881));
        assertThat(connections.nextToDial(false, 0)).isNull();
    }

    @Test
    void ourselvesAreNotDialledAgain() {
        connections.found(address(1, 6881));
        assertThat(connections.nextToDial(false, 0)).isEqualTo(address(1, 6881));

        assertThat(fixture.peer('m', false, address(1, 6881))).isNull();
        connections.dialFailed(address(1, 6881), 0);
        connections.found(address(1, 6881));

        assertThat(connections.nextToDial(false, Duration.ofHours(1).toNanos())).isNull();
    }

    @Test
    void takesOnlySoManyAndGivesFreedNumbersOutAgain() {
        for (int host = 0; host < ConnectionLimits.DEFAULT.perTorrent(); host++) {
            // the ids differ by their letter, from the end of Latin-1 backwards without ours
            assertThat(fixture.peer((char) (255 - host - (255 - host <= 'm' ? 1 : 0)), true, address(host, 1000)))
                    .isNotNull();
        }
        assertThat(fixture.peer('\u0001', true, address(999, 1000))).isNull();

        requireNonNull(connections.numbered(17)).close("a test");

        PeerConnection next = requireNonNull(fixture.peer('\u0001', true, address(999, 1000)));
        assertThat(next.number()).isEqualTo(17);
    }

    @Test
    void whoIsBlockedIsClosedAndNeitherTakenNorDialled() {
        fixture.peer('a', true, address(1, 1000));
        fixture.peer('b', true, address(2, 1000));
        connections.found(address(1, 6881));

        fixture.blocked.add(address(1, 0).getAddress());
        fixture.swarm.closeBlocked();

        assertThat(connections.all())
                .singleElement()
                .satisfies(left -> assertThat(left.identity().address()).isEqualTo(address(2, 1000)));
        assertThat(fixture.peer('c', true, address(1, 1001))).isNull();
        assertThat(connections.hasToDial(false, 0)).isFalse();
        fixture.swarm.found(List.of(address(1, 6882)));
        assertThat(connections.hasToDial(false, 0)).isFalse();
    }

    @Test
    void aNewcomerTakesThePlaceOfThePeerThatHasLongestBeenOfNoUse() {
        for (int host = 0; host < ConnectionLimits.DEFAULT.perTorrent(); host++) {
            fixture.nanos += Duration.ofMillis(1).toNanos();
            fixture.peer((char) (255 - host - (255 - host <= 'm' ? 1 : 0)), true, address(host, 1000));
        }
        fixture.nanos += Duration.ofSeconds(30).toNanos();

        assertThat(fixture.peer('\u0001', true, address(999, 1000))).isNotNull();

        assertThat(connections.all())
                .hasSize(ConnectionLimits.DEFAULT.perTorrent())
                .noneMatch(peer -> peer.identity().address().equals(address(0, 1000)));
        assertThat(fixture.slots.open()).isEqualTo(ConnectionLimits.DEFAULT.perTorrent());
    }

    @Test
    void aPeerThatHasAnUploadSlotAndAsksForNothingMakesWayAfterAMinute(@TempDir Path folder) {
        SwarmFixture small = new SwarmFixture(folder, ConnectionLimits.DEFAULT.perTorrent(1));
        EmbeddedChannel channel = new EmbeddedChannel();
        PeerConnection idle = requireNonNull(small.peer('a', true, address(1, 1000), channel));
        channel.pipeline().addLast(idle);
        channel.writeInbound(new Message.Interested());
        assertThat(idle.status(small.nanos).amChoking()).isFalse();

        small.pass(Duration.ofSeconds(59));
        assertThat(small.peer('b', true, address(2, 1000))).isNull();
        small.pass(Duration.ofSeconds(1));
        assertThat(small.peer('b', true, address(2, 1000))).isNotNull();

        assertThat(small.connections().all()).hasSize(1).doesNotContain(idle);
    }

    @Test
    void aPeerThatLeftItsUploadSlotUnusedMakesWayAlsoOnceItIsChoked(@TempDir Path folder) {
        SwarmFixture small = new SwarmFixture(folder, ConnectionLimits.DEFAULT.perTorrent(5));
        List<PeerConnection> interested = new ArrayList<>();
        for (int host = 1; host <= 5; host++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            PeerConnection peer = requireNonNull(small.peer((char) ('a' + host), true, address(host, 1000), channel));
            channel.pipeline().addLast(peer);
            channel.writeInbound(new Message.Interested());
            interested.add(peer);
        }
        PeerConnection waiting = interested.getLast();
        assertThat(waiting.status(small.nanos).amChoking()).isTrue();

        small.pass(Duration.ofSeconds(61));
        small.swarm.choking().demandChanged();
        assertThat(waiting.status(small.nanos).amChoking()).isFalse();
        PeerConnection choked = interested.stream()
                .filter(peer -> peer.status(small.nanos).amChoking())
                .findFirst()
                .orElseThrow();
        interested.stream().filter(peer -> peer != choked && peer != waiting).forEach(peer -> peer.close("a test"));
        for (int host = 6; host <= 8; host++) {
            small.peer((char) ('a' + host), true, address(host, 1000));
        }
        small.peer('z', true, address(9, 1000));

        assertThat(small.connections().all()).hasSize(5).contains(waiting).doesNotContain(choked);
    }

    @Test
    void aTorrentWithEverySlotGivesOneUpForAnother(@TempDir Path folder) {
        SwarmFixture small = new SwarmFixture(folder, ConnectionLimits.DEFAULT.inAll(10));
        for (int host = 0; host < 9; host++) {
            small.nanos += Duration.ofMillis(1).toNanos();
            assertThat(small.peer((char) ('a' + host), true, address(host, 1000)))
                    .isNotNull();
        }
        assertThat(small.peer('z', true, address(20, 1000))).isNull();

        small.swarm.dialling().giveOneUp();
        small.runTasks();

        assertThat(small.connections().size()).isEqualTo(8);
        assertThat(small.peer('z', true, address(20, 1000))).isNotNull();
    }
}
