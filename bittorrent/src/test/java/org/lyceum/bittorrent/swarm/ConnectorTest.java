package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectorTest {

    private static final InetSocketAddress PEER = address(1, 6881);

    private final Connector connector = new Connector();

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void dialsAnAddressOnceHoweverOftenItIsNamed() {
        connector.found(PEER);
        assertThat(connector.due(10, 0)).containsExactly(PEER);
        connector.found(PEER);
        assertThat(connector.due(10, 0)).isEmpty();
    }

    @Test
    void dialsNoPortZero() {
        connector.found(address(1, 0));
        assertThat(connector.due(10, 0)).isEmpty();
    }

    @Test
    void dialsTenAtATimeAndNoMoreThanThereIsRoomFor() {
        for (int host = 0; host < 30; host++) {
            connector.found(address(host, 6881));
        }
        assertThat(connector.due(3, 0)).hasSize(3);
        assertThat(connector.due(100, 0)).hasSize(7);
        connector.connected(address(0, 6881), 0);
        assertThat(connector.due(100, 0)).hasSize(1);
    }

    @Test
    void keepsOnlySoManyNames() {
        for (int host = 0; host < 3000; host++) {
            connector.found(address(host, 6881));
        }
        int dialled = 0;
        for (var due = connector.due(10, 0); !due.isEmpty(); due = connector.due(10, 0)) {
            dialled += due.size();
            due.forEach(address -> connector.failed(address, 0));
        }
        assertThat(dialled).isEqualTo(2000);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureAndGivesUpInTheEnd() {
        connector.found(PEER);
        long now = 0;
        for (long wait = 5; wait <= 160; wait *= 2) {
            assertThat(connector.due(1, now)).containsExactly(PEER);
            connector.failed(PEER, now);
            assertThat(connector.due(1, now + seconds(wait) - 1)).isEmpty();
            now += seconds(wait);
        }
        assertThat(connector.due(1, now)).containsExactly(PEER);
        connector.failed(PEER, now);
        assertThat(connector.due(1, now + Duration.ofDays(1).toNanos())).isEmpty();
    }

    @Test
    void oneThatTakesUsAndHangsUpIsNotDialledForEver() {
        connector.found(PEER);
        long now = 0;
        int dialled = 0;
        for (int second = 0; second < 3600; second++) {
            now += seconds(1);
            if (!connector.due(1, now).isEmpty()) {
                dialled++;
                connector.connected(PEER, now);
                connector.disconnected(PEER, now);
            }
        }
        assertThat(dialled).isEqualTo(7);
    }

    @Test
    void aConnectionThatLastedMakesUpForFailures() {
        connector.found(PEER);
        for (long now : new long[] {0, seconds(10), seconds(30)}) {
            assertThat(connector.due(1, now)).containsExactly(PEER);
            connector.failed(PEER, now);
        }
        assertThat(connector.due(1, seconds(100))).containsExactly(PEER);
        connector.connected(PEER, seconds(100));
        connector.disconnected(PEER, seconds(200));
        assertThat(connector.due(1, seconds(205))).containsExactly(PEER);
    }

    @Test
    void anAddressThatIsConnectedAnywayStaysKnown() {
        connector.found(PEER);
        for (int round = 0; round < 100; round++) {
            assertThat(connector.due(1, seconds(5L * round))).containsExactly(PEER);
            connector.spared(PEER, seconds(5L * round));
        }
    }
}
