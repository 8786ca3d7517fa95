package org.lyceum.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrackerPropertiesTest {

    @Test
    void everythingHasADefault() {
        TrackerProperties defaults = bind(Map.of());
        assertThat(defaults.udpPort()).isEqualTo(6969);
        assertThat(defaults.bind().isLoopbackAddress()).isTrue();
        assertThat(defaults.limits().expiry()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "udp-port, 70000, 'lyceum.tracker.udp-port is 70000, expected 0 to 65535.'",
        "udp-port, -1, 'lyceum.tracker.udp-port is -1, expected 0 to 65535.'",
        "interval, 1s, 'lyceum.tracker.interval is PT1S, expected 5 seconds to a day.'",
        "interval, 25h, 'lyceum.tracker.interval is PT25H, expected 5 seconds to a day.'",
        "expiry, 2m, 'lyceum.tracker.expiry is PT2M, expected longer than the interval of PT2M, and two days at most.'",
        "max-swarms, 0, 'lyceum.tracker.max-swarms is 0, expected 1 or more.'",
        "max-peers, 0, 'lyceum.tracker.max-peers is 0, expected 1 or more.'",
        "ports-per-network, 0, 'lyceum.tracker.ports-per-network is 0, expected 1 or more.'",
        "swarms-per-network, -5, 'lyceum.tracker.swarms-per-network is -5, expected 1 or more.'",
    })
    void wrongValuesAreNamed(String property, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of("lyceum.tracker." + property, value)))
                .rootCause()
                .isInstanceOf(StartupException.class)
                .hasMessage(message);
    }

    private static TrackerProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lyceum.tracker", TrackerProperties.class);
    }
}
