package org.lyceum.ui.nodes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * Follows one node for as long as somebody looks: its events, and now and then all that it has.
 *
 * <p>The second corrects what an event stream can miss (what happened while it was opened, a node that hangs with its
 * connections up).
 */
public final class NodeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private NodeWatch() {}

    /** Never ends and never fails: a lost node is {@link NodeEvent.Lost}, told once. */
    public static Flux<NodeEvent> follow(NodeClient client) {
        return Flux.defer(() -> {
            AtomicBoolean lost = new AtomicBoolean();
            return whileItAnswers(client)
                    .doOnNext(event -> lost.set(false))
                    .onErrorResume(failure -> {
                        Flux<NodeEvent> again = Flux.error(failure);
                        if (lost.getAndSet(true)) {
                            return again;
                        }
                        LOG.info("lost {}: {}", client.node(), failure.toString());
                        return again.startWith(new NodeEvent.Lost());
                    })
                    .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, TRY_AGAIN));
        });
    }

    private static Flux<NodeEvent> whileItAnswers(NodeClient client) {
        Flux<NodeEvent> snapshots = Flux.interval(Duration.ZERO, LOOK_AGAIN)
                .onBackpressureDrop()
                .concatMap(tick -> client.torrents())
                .map(NodeEvent.Snapshot::new);
        Flux<NodeEvent> events = client.events().concatWith(Flux.error(() -> NodeException.silent(client.node())));
        // as signals: when a node goes both fail, and the failure that comes second has nobody to go to
        return Flux.merge(events.materialize(), snapshots.materialize()).dematerialize();
    }
}
