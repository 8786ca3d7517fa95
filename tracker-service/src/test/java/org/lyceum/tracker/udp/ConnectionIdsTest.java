package org.lyceum.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lyceum.tracker.VirtualClock;
import org.lyceum.tracker.hash.SipHash;

class ConnectionIdsTest {

    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress PEER6 = InetAddress.ofLiteral("2001:db8::1");

    private final VirtualClock clock = new VirtualClock();
    private final ConnectionIds ids = new ConnectionIds(new SipHash(1, 2), clock);

    @Test
    void isGoodForTwoMinutes() {
        long id = ids.issue(PEER);
        long id6 = ids.issue(PEER6);
        for (int second = 0; second <= 120; second++) {
            assertThat(ids.isValid(id, PEER)).isTrue();
            assertThat(ids.isValid(id6, PEER6)).isTrue();
            clock.advance(Duration.ofSeconds(1));
        }
        for (int second = 121; second < 1000; second++) {
            assertThat(ids.isValid(id, PEER)).isFalse();
            assertThat(ids.isValid(id6, PEER6)).isFalse();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void isGoodForItsAddressAlone() {
        assertThat(ids.isValid(ids.issue(PEER), InetAddress.ofLiteral("192.0.2.2")))
                .isFalse();
        assertThat(ids.isValid(ids.issue(PEER6), InetAddress.ofLiteral("2001:db8::2")))
                .isFalse();
    }

    @Test
    void isWorthlessUnderAnotherKey() {
        assertThat(new ConnectionIds(new SipHash(1, 3), clock).isValid(ids.issue(PEER), PEER))
                .isFalse();
    }

    @Test
    void everyBitCounts() {
        clock.advance(Duration.ofSeconds(77));
        long id = ids.issue(PEER);
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertThat(ids.isValid(id ^ (1L << bit), PEER)).as("bit %d", bit).isFalse();
        }
    }
}
