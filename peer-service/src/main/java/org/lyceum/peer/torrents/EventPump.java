package org.lyceum.peer.torrents;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.TorrentEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Moves events from the engine's threads to one reader, at the reader's pace and never blocking the engine. */
final class EventPump<T> {

    private static final Logger log = LoggerFactory.getLogger(EventPump.class);

    private final FluxSink<T> reader;
    private final Function<TorrentEvent, T> message;
    private final EventBuffer waiting;

    /** Above 0 while some thread drains; begins at 1, so that nothing overtakes the greeting. */
    private final AtomicInteger wishes = new AtomicInteger(1);

    private EventPump(FluxSink<T> reader, Function<TorrentEvent, T> message, int capacity) {
        this.reader = reader;
        this.message = message;
        this.waiting = new EventBuffer(capacity);
    }

    /**
     * Events from the moment of subscribing on, after a greeting that tells the reader so. Completes for a reader
     * that does not keep up.
     *
     * @param source where to subscribe, as {@link Engine#subscribe}
     * @param capacity events that may wait for the reader
     */
    static <T> Flux<T> events(
            Function<Consumer<TorrentEvent>, Engine.Subscription> source,
            T greeting,
            Function<TorrentEvent, T> message,
            int capacity) {
        return Flux.create(
                reader -> new EventPump<>(reader, message, capacity).start(source, greeting),
                FluxSink.OverflowStrategy.ERROR);
    }

    private void start(Function<Consumer<TorrentEvent>, Engine.Subscription> source, T greeting) {
        Engine.Subscription subscription = source.apply(this::accept);
        reader.onDispose(subscription::close);
        reader.next(greeting);
        reader.onRequest(more -> drain());
        drainWhileWished();
    }

    private void accept(TorrentEvent event) {
        if (waiting.offer(event)) {
            drain();
        } else if (!reader.isCancelled()) {
            log.info("An event reader fell too far behind and is disconnected.");
            reader.complete();
        }
    }

    private void drain() {
        if (wishes.getAndIncrement() == 0) {
            drainWhileWished();
        }
    }

    private void drainWhileWished() {
        int seen = wishes.get();
        do {
            while (reader.requestedFromDownstream() > 0) {
                TorrentEvent event = waiting.poll();
                if (event == null) {
                    break;
                }
                reader.next(message.apply(event));
            }
            seen = wishes.addAndGet(-seen);
        } while (seen != 0);
    }
}
