package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(connections.toDial(0)).isEmpty();
    }

    @Test
    void ourselvesAreNotDialledAgain() {
        connections.found(address(1, 6881));
        assertThat(connections.toDial(0)).containsExactly(address(1, 6881));

        assertThat(fixture.peer('m', false, address(1, 6881))).isNull();
        connections.dialFailed(address(1, 6881), 0);
        connections.found(address(1, 6881));

        assertThat(connections.toDial(Duration.ofHours(1).toNanos())).isEmpty();
    }

    @Test
    void takesOnlySoManyAndGivesFreedNumbersOutAgain() {
        for (int host = 0; host < Connections.MOST; host++) {
            // the ids differ by their letter, from the end of Latin-1 backwards without ours
            assertThat(fixture.peer((char) (255 - host - (255 - host <= 'm' ? 1 : 0)), true, address(host, 1000)))
                    .isNotNull();
        }
        assertThat(fixture.peer('\u0001', true, address(999, 1000))).isNull();

        requireNonNull(connections.numbered(17)).close("a test");

        PeerConnection next = requireNonNull(fixture.peer('\u0001', true, address(999, 1000)));
        assertThat(next.number()).isEqualTo(17);
    }
}
