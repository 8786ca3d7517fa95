package org.lyceum.ui.page;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.NodePicture;
import org.lyceum.ui.nodes.NodeWatch;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an open page is told: the bar at its top, and what the page adds. */
public final class LiveStream {

    /** Figures that change faster are a flicker. */
    private static final Duration BAR_PACE = Duration.ofSeconds(1);

    /** Something is sent at least this often, so that a lost connection is noticed. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private LiveStream() {}

    /** Never ends: the browser closes it. {@code page} gets the node's events, hot, and must subscribe to them once. */
    public static Flux<ServerSentEvent<Fragment>> of(
            NodeClient client, Function<Flux<NodeEvent>, Flux<ServerSentEvent<Fragment>>> page) {
        return NodeWatch.follow(client).publish(events -> Flux.merge(bar(client, events), page.apply(events)));
    }

    /** Asks at this pace and tells what differs from before. That the node is lost, its events tell. */
    public static <T> Flux<ServerSentEvent<Fragment>> watch(
            Duration pace, Mono<T> look, Function<T, ServerSentEvent<Fragment>> event) {
        return Flux.interval(Duration.ZERO, pace)
                .onBackpressureDrop()
                .concatMap(tick -> look.onErrorComplete(NodeException.class), 1)
                .distinctUntilChanged()
                .map(event);
    }

    private static Flux<ServerSentEvent<Fragment>> bar(NodeClient client, Flux<NodeEvent> events) {
        Flux<NodeHealth> health = Flux.defer(() -> {
            NodePicture picture = new NodePicture();
            return events.map(picture::after).sample(BAR_PACE).distinctUntilChanged();
        });
        return Flux.combineLatest(health, Flux.interval(Duration.ZERO, KEEP_ALIVE), (now, tick) -> now)
                .onBackpressureLatest()
                .map(now -> LiveEvents.html("node-bar :: status", Map.of("node", client.node(), "health", now)));
    }
}
