package org.lyceum.tracker.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.lyceum.tracker.stats.Traffic.Kind;
import org.lyceum.tracker.swarms.Swarms;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the tracker has done. */
@RestController
final class StatsController {

    private final Swarms swarms;
    private final Traffic traffic;
    private final InstantSource clock;
    private final Instant start;

    StatsController(Swarms swarms, Traffic traffic, InstantSource clock) {
        this.swarms = swarms;
        this.traffic = traffic;
        this.clock = clock;
        this.start = clock.instant();
    }

    @GetMapping("/api/v1/stats")
    Stats stats() {
        return new Stats(
                Duration.between(start, clock.instant()).toSeconds(),
                swarms.size(),
                swarms.peers(),
                traffic.total(Kind.CONNECT),
                traffic.total(Kind.ANNOUNCE),
                traffic.total(Kind.SCRAPE),
                traffic.total(Kind.REFUSED)
                        + traffic.total(Kind.MALFORMED)
                        + traffic.total(Kind.UNPROVEN)
                        + traffic.total(Kind.UNANSWERED));
    }
}
