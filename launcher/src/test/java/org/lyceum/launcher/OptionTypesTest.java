package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What may be written for a time and for a tracker. */
class OptionTypesTest {

    @ParameterizedTest
    @CsvSource({"90, PT1M30S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "0, PT0S"})
    void readsATime(String written, Duration expected) {
        assertThat(new DurationOption().convert(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1", "1.5s", "1 m", "10000000s"})
    void refusesAnotherTime(String written) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new DurationOption().convert(written))
                .withMessageContaining("write it like 90s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "700, 700", "1B, 1", "800kB, 800000", "1.5MB, 1500000", "2gb, 2000000000", "0.5kB, 500"})
    void readsARate(String written, long expected) {
        assertThat(new RateOption().convert(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "-1", "1 MB", "1MiB", "1,5MB", "5MB/s", "1e6", "9999999999999"})
    void refusesAnotherRate(String written) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new RateOption().convert(written))
                .withMessageContaining("write it like 800kB or 1.5MB");
    }

    @ParameterizedTest
    @CsvSource({
        "tracker.example:6969, udp://tracker.example:6969",
        "udp://192.0.2.7:1, udp://192.0.2.7:1",
        "udp://192.0.2.7:1337/announce, udp://192.0.2.7:1337",
        "[2001:db8::1]:6969, udp://[2001:db8::1]:6969"
    })
    void readsATracker(String written, URI expected) {
        assertThat(new TrackerOption().convert(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", "host:0", "host:65536", "http://host:80", "a b:1", "2001:db8::1:6969"})
    void refusesAnotherTracker(String written) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new TrackerOption().convert(written))
                .withMessageContaining("write it as host:port");
    }
}
