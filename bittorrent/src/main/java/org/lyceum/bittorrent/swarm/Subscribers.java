package org.lyceum.bittorrent.swarm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of an engine's events. Safe for use by any thread. */
final class Subscribers {

    private static final Logger log = LoggerFactory.getLogger(Subscribers.class);

    private final List<Consumer<TorrentEvent>> subscribers = new CopyOnWriteArrayList<>();

    Engine.Subscription add(Consumer<TorrentEvent> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void tell(TorrentEvent event) {
        for (Consumer<TorrentEvent> subscriber : subscribers) {
            try {
                subscriber.accept(event);
            } catch (RuntimeException e) {
                // neither the torrent nor the other subscribers are to suffer for it
                log.error("a subscriber failed at {}", event, e);
            }
        }
    }
}
