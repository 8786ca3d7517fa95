package org.lyceum.e2e.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lyceum.e2e.bench.measure.Sample.Usage;

class MeasuredTest {

    private static final long MIB = 1024 * 1024;

    private static Measured measured(double cold, double... warm) {
        return new Measured(
                "Lyceum",
                512 * MIB,
                sample(cold),
                DoubleStream.of(warm).mapToObj(MeasuredTest::sample).toList());
    }

    private static Sample sample(double seconds) {
        return new Sample(
                seconds, null, new Usage(seconds, 5 * MIB), new Usage(2 * seconds, (long) (seconds * MIB)), null);
    }

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Measured.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Measured.median(9, 1, 5, 6)).isEqualTo(5.5);
    }

    @Test
    void speedIsOfTheWarmRunsAlone() {
        Measured row = measured(100, 4, 1, 2);

        assertThat(row.medianSpeed()).isEqualTo(256);
        assertThat(row.slowest()).isEqualTo(128);
        assertThat(row.fastest()).isEqualTo(512);
        assertThat(row.speed(row.cold())).isEqualTo(5.12, within(1e-9));
    }

    @Test
    void cpuTimeIsForAGibibyte() {
        assertThat(measured(1, 1, 3, 2).cpuPerGib(Sample::sender)).contains(4.0);
        assertThat(measured(1, 1, 3, 2).cpuPerGib(Sample::receivers)).contains(8.0);
    }

    @Test
    void thePeakIsTheHighestOfAllRuns() {
        assertThat(measured(1, 1, 3, 2).peakMib(Sample::receivers)).contains(3.0);
    }

    @Test
    void whatWasNotMeasuredHasNoMedian() {
        assertThat(measured(1, 1).medianOf(Sample::exchanged)).isEmpty();
    }

    @Test
    void aLimitIsToldByItsTitle() {
        assertThat(new Measured("limit: sendfile", MIB, sample(1), List.of(sample(1))).isLimit())
                .isTrue();
        assertThat(measured(1, 1).isLimit()).isFalse();
    }
}
