package org.lyceum.tracker.udp;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells the bound port at {@code /actuator/info}, as {@code tracker.udpPort}. */
@Component
final class UdpTrackerInfo implements InfoContributor {

    private final UdpTracker tracker;

    UdpTrackerInfo(UdpTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("tracker", Map.of("udpPort", tracker.port()));
    }
}
