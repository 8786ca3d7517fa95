package org.lyceum.tracker.stats;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.lyceum.tracker.stats.Traffic.Kind;
import org.lyceum.tracker.swarms.Swarms;
import org.springframework.stereotype.Component;

/** The tracker's numbers for Micrometer. */
@Component
final class TrackerMetrics implements MeterBinder {

    private final Swarms swarms;
    private final Traffic traffic;

    TrackerMetrics(Swarms swarms, Traffic traffic) {
        this.swarms = swarms;
        this.traffic = traffic;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lyceum.tracker.swarms", swarms, Swarms::size)
                .description("Swarms that the tracker knows")
                .baseUnit("swarms")
                .register(registry);
        Gauge.builder("lyceum.tracker.peers", swarms, Swarms::peers)
                .description("Peers in all swarms")
                .baseUnit("peers")
                .register(registry);
        for (Kind kind : Kind.values()) {
            switch (kind) {
                case CONNECT, ANNOUNCE, SCRAPE ->
                    counter(registry, "lyceum.tracker.requests", "action", kind, "Requests by what they ask for");
                case REFUSED, MALFORMED, UNPROVEN, UNANSWERED ->
                    counter(registry, "lyceum.tracker.errors", "reason", kind, "Requests that got an error or silence");
            }
        }
    }

    private void counter(MeterRegistry registry, String name, String tag, Kind kind, String description) {
        FunctionCounter.builder(name, traffic, each -> each.total(kind))
                .tag(tag, kind.name().toLowerCase(Locale.ROOT))
                .description(description)
                .register(registry);
    }
}
