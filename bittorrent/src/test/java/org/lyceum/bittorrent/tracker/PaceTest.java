package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(3, Duration.ofMillis(10));

    private List<Long> waits(int takes, Instant now) {
        return Stream.generate(() -> pace.take(now).toMillis()).limit(takes).toList();
    }

    @Test
    void letsABurstThroughAndSpreadsTheRest() {
        assertThat(waits(6, Instant.EPOCH)).containsExactly(0L, 0L, 0L, 10L, 20L, 30L);
    }

    @Test
    void allowsABurstAgainAfterAPause() {
        waits(6, Instant.EPOCH);

        assertThat(waits(4, Instant.EPOCH.plusSeconds(1))).containsExactly(0L, 0L, 0L, 10L);
    }

    @Test
    void neverWaitsForWhoComesSlowly() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.take(Instant.EPOCH.plusMillis(10L * i))).isZero();
        }
    }
}
