package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConnectorTest {

    private static final InetSocketAddress PEER = address(1, 6881);

    private final Connector connector = new Connector();

    private List<InetSocketAddress> due(int most, long now) {
        List<InetSocketAddress> due = new ArrayList<>();
        while (due.size() < most && connector.next(true, now) instanceof InetSocketAddress next) {
            due.add(next);
        }
        assertThat(due.size() == most || !connector.hasDue(true, now)).isTrue();
        return due;
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void dialsAnAddressOnceHoweverOftenItIsNamed() {
        connector.found(PEER);
        assertThat(due(10, 0)).containsExactly(PEER);
        connector.found(PEER);
        assertThat(due(10, 0)).isEmpty();
    }

    @Test
    void dialsNoPortZero() {
        connector.found(address(1, 0));
        assertThat(due(10, 0)).isEmpty();
    }

    @Test
    void dialsTenAtATimeAndNoMoreThanThereIsRoomFor() {
        for (int host = 0; host < 30; host++) {
            connector.found(address(host, 6881));
        }
        assertThat(due(3, 0)).hasSize(3);
        assertThat(due(100, 0)).hasSize(7);
        connector.connected(address(0, 6881), 0);
        assertThat(due(100, 0)).hasSize(1);
    }

    @Test
    void keepsOnlySoManyNames() {
        for (int host = 0; host < 3000; host++) {
            connector.found(address(host, 6881));
        }
        int dialled = 0;
        for (var due = due(10, 0); !due.isEmpty(); due = due(10, 0)) {
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
            assertThat(due(1, now)).containsExactly(PEER);
            connector.failed(PEER, now);
            assertThat(due(1, now + seconds(wait) - 1)).isEmpty();
            now += seconds(wait);
        }
        assertThat(due(1, now)).containsExactly(PEER);
        connector.failed(PEER, now);
        assertThat(due(1, now + Duration.ofDays(1).toNanos())).isEmpty();
    }

    @Test
    void oneThatTakesUsAndHangsUpIsNotDialledForEver() {
        connector.found(PEER);
        long now = 0;
        int dialled = 0;
        for (int second = 0; second < 3600; second++) {
            now += seconds(1);
            if (!due(1, now).isEmpty()) {
                dialled++;
                connector.connected(PEER, now);
                connector.disconnected(PEER, false, now);
            }
        }
        assertThat(dialled).isEqualTo(7);
    }

    @Test
    void aConnectionThatLastedMakesUpForFailures() {
        connector.found(PEER);
        for (long now : new long[] {0, seconds(10), seconds(30)}) {
            assertThat(due(1, now)).containsExactly(PEER);
            connector.failed(PEER, now);
        }
        assertThat(due(1, seconds(100))).containsExactly(PEER);
        connector.connected(PEER, seconds(100));
        connector.disconnected(PEER, false, seconds(200));
        assertThat(due(1, seconds(205))).containsExactly(PEER);
    }

    @Test
    void anAddressThatIsConnectedAnywayStaysKnown() {
        connector.found(PEER);
        for (int round = 0; round < 100; round++) {
            assertThat(due(1, seconds(5L * round))).containsExactly(PEER);
            connector.spared(PEER, seconds(5L * round));
        }
    }

    @Test
    void namingAnAddressAgainDoesNotMakeUpForItsFailures() {
        int dialled = 0;
        for (int second = 0; second < 3600; second++) {
            long now = seconds(second);
            connector.found(PEER);
            if (connector.next(true, now) != null) {
                dialled++;
                connector.failed(PEER, now);
            }
        }
        // 5 s, 10 s and so on to 320 s, and then every 320 s
        assertThat(dialled).isEqualTo(17);
    }

    /** Whoever names it, however often, and however it goes, an hour brings no more dials than the back-off allows. */
    @Property(tries = 200)
    void oneAddressIsNeverDialledMoreOftenThanTheBackOffAllows(@ForAll long seed) {
        Random random = new Random(seed);
        Connector fresh = new Connector();
        List<Long> dials = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 2000; step++) {
            now += random.nextLong(seconds(3));
            int names = random.nextInt(3);
            for (int i = 0; i < names; i++) {
                fresh.found(random.nextInt(4) == 0 ? address(random.nextInt(3000), 6881) : PEER);
            }
            InetSocketAddress next = fresh.next(random.nextBoolean(), now);
            if (next == null) {
                continue;
            }
            if (next.equals(PEER)) {
                dials.add(now);
            }
            switch (random.nextInt(3)) {
                case 0 -> fresh.spared(next, now);
                case 1 -> fresh.failed(next, now);
                default -> {
                    fresh.connected(next, now);
                    fresh.disconnected(next, random.nextBoolean(), now + random.nextLong(seconds(59)));
                }
            }
        }
        for (int i = 1; i < dials.size(); i++) {
            assertThat(dials.get(i) - dials.get(i - 1)).isGreaterThanOrEqualTo(seconds(5));
        }
    }

    @Test
    void theNextOneComesBeforeThoseThatWereTried() {
        for (int host = 0; host < 30; host++) {
            connector.found(address(host, 6881));
        }
        due(10, 0).forEach(address -> connector.failed(address, 0));

        assertThat(due(10, seconds(5))).doesNotContain(address(0, 6881)).hasSize(10);
    }

    @Test
    void seedsAreNotDialledWhileTheyHaveNothingForUs() {
        connector.found(PEER);
        due(1, 0);
        connector.connected(PEER, 0);
        connector.disconnected(PEER, true, 0);

        assertThat(connector.next(false, seconds(3600))).isNull();
        assertThat(connector.hasDue(false, seconds(3600))).isFalse();
        assertThat(connector.next(true, seconds(3600))).isEqualTo(PEER);
    }

    @Test
    void dialsNoneThatAreNotWantedAnyMore() {
        connector.found(PEER);
        connector.found(address(2, 6881));

        connector.forgetIf(PEER::equals);

        assertThat(due(10, 0)).containsExactly(address(2, 6881));
    }
}
