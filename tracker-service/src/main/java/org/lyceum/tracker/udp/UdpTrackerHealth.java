package org.lyceum.tracker.udp;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while the socket is open. */
@Component
final class UdpTrackerHealth implements HealthIndicator {

    private final UdpTracker tracker;

    UdpTrackerHealth(UdpTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public Health health() {
        return tracker.isOpen()
                ? Health.up().withDetail("port", tracker.port()).build()
                : Health.down().withDetail("reason", "the UDP socket is closed").build();
    }
}
