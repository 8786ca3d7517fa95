package org.lyceum.overlay.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeClockTest {

    private long wall = 1_000_000;
    private long steadyMillis = 70;
    private final NodeClock clock = new NodeClock(() -> Instant.ofEpochMilli(wall), () -> steadyMillis * 1_000_000);

    @Test
    void goesWithTheWallClock() {
        assertThat(clock.millis()).isEqualTo(1_000_000);
        pass(500);
        assertThat(clock.millis()).isEqualTo(1_000_500);
    }

    @Test
    void goesOnWhenTheWallClockIsSetBack() {
        clock.millis();
        wall -= 3_600_000;
        assertThat(clock.millis()).isEqualTo(1_000_000);
        pass(2_000);
        assertThat(clock.millis()).isEqualTo(1_002_000);
    }

    @Test
    void jumpsWithTheWallClockAfterASleep() {
        clock.millis();
        wall += 3_600_000;
        assertThat(clock.millis()).isEqualTo(4_600_000);
    }

    private void pass(long millis) {
        wall += millis;
        steadyMillis += millis;
    }
}
