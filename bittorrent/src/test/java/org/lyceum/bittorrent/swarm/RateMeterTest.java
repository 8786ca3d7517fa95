package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateMeterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
    void measuresASteadyRateWhereverTheTickerBegins(long start) {
        RateMeter meter = new RateMeter(start);
        for (int i = 1; i <= 200; i++) {
            meter.add(5000, start + i * SECOND / 20);
        }
        assertThat(meter.bytesPerSecond(start + 10 * SECOND)).isCloseTo(100_000, Percentage.withPercentage(3));
        assertThat(meter.total()).isEqualTo(1_000_000);
    }

    @Test
    void aFirstBurstIsNotBlownUp() {
        RateMeter meter = new RateMeter(0);
        meter.add(1000, 1);
        assertThat(meter.bytesPerSecond(1)).isEqualTo(2000);
    }

    @Test
    void forgetsWhatIsLongerAgoThanTheWindow() {
        RateMeter meter = new RateMeter(0);
        meter.add(1_000_000, SECOND);
        assertThat(meter.bytesPerSecond(2 * SECOND)).isPositive();
        assertThat(meter.bytesPerSecond(6 * SECOND)).isZero();
        assertThat(meter.bytesPerSecond(1_000_000 * SECOND)).isZero();
        assertThat(meter.total()).isEqualTo(1_000_000);
    }
}
