package org.lyceum.chat.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What readers of all rooms cost and get, as meters; {@code docs/rooms-api.md} lists them. */
public final class FeedMeters {

    private final AtomicInteger readers = new AtomicInteger();
    private final Counter deliveries;
    private final Counter dropped;

    public FeedMeters(MeterRegistry registry) {
        Gauge.builder("lyceum.rooms.readers", readers, AtomicInteger::get)
                .description("WebSockets that read a room")
                .register(registry);
        deliveries = Counter.builder("lyceum.rooms.deliveries")
                .description("Events that went to WebSockets as they were published, one for each reader")
                .register(registry);
        dropped = Counter.builder("lyceum.rooms.readers.dropped")
                .description("WebSockets that were closed as they read too slowly")
                .register(registry);
    }

    void readerCame() {
        readers.incrementAndGet();
    }

    void readersWent(int count) {
        readers.addAndGet(-count);
    }

    void delivered(long events) {
        deliveries.increment((double) events);
    }

    void readerDropped() {
        dropped.increment();
    }
}
