package org.lyceum.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.network.Offering;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

class NetworkMetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** Meters refer to it weakly: in a service it is a bean. */
    private @Nullable NetworkMetrics metrics;

    private double gauge(String name) {
        return registry.get("lyceum.overlay." + name).gauge().value();
    }

    private double counter(String name) {
        return registry.get("lyceum.overlay." + name).functionCounter().count();
    }

    @Test
    void whatTwoNodesDoIsCounted() {
        try (OverlayNode seed = OverlayNode.start(
                        Identity.generate(),
                        OverlaySettings.of("seed", ANY_PORT).asSeed(true));
                OverlayNode ada = OverlayNode.start(
                        Identity.generate(),
                        OverlaySettings.of("ada", ANY_PORT)
                                .seeds(List.of(SeedAddress.of(seed.addresses().getFirst()))))) {
            metrics = new NetworkMetrics(ada);
            metrics.bindTo(registry);
            var probes = registry.get("lyceum.overlay.probe").functionTimer();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(gauge("links")).isEqualTo(1);
                assertThat(gauge("registered")).isEqualTo(1);
                assertThat(gauge("directory.size")).isEqualTo(2);
                assertThat(probes.count()).isPositive();
            });

            assertThat(gauge("registrations")).as("it is no seed").isZero();
            assertThat(gauge("channel.connections")).isEqualTo(1);
            assertThat(counter("channel.received")).isGreaterThan(500);
            assertThat(counter("channel.sent")).isGreaterThan(500);
            assertThat(registry.get("lyceum.overlay.channel.sent")
                            .meter()
                            .getId()
                            .getBaseUnit())
                    .isEqualTo("bytes");
            seed.offer("news", Offering.of("teller")).join();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counter("gossip.bodies")).isPositive());
            assertThat(counter("gossip.duplicates")).isZero();
            assertThat(counter("deaths.reported")).isZero();
            assertThat(probes.totalTime(TimeUnit.SECONDS)).isLessThan((double) PATIENCE.toSeconds());
        }
        assertThat(metrics).isNotNull();
        assertThat(gauge("directory.size")).as("the last that was known").isPositive();
    }
}
