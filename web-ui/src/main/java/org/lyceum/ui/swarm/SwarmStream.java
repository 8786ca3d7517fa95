package org.lyceum.ui.swarm;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.LiveEvents;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the open page of a swarm, or of a file in it, is told. Figures and pieces come from the node's events; peers,
 * upload slots, files, limits, trackers and availability, which have none, are looked at while somebody watches.
 */
@Component
final class SwarmStream {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_MAP = Duration.ofSeconds(3);
    private static final Duration LOOK_AT_TRACKERS = Duration.ofSeconds(5);

    /** Pieces that are done within this time are told together. */
    private static final Duration GATHER = Duration.ofMillis(200);

    private final Nodes nodes;

    SwarmStream(Nodes nodes) {
        this.nodes = nodes;
    }

    Flux<ServerSentEvent<Fragment>> ofSwarm(NodeClient client, String infoHash, Flux<NodeEvent> events) {
        return Flux.merge(
                events.publish(shared -> Flux.merge(figures(client, infoHash, shared), pieces(infoHash, shared))),
                map(client, infoHash),
                watch(LOOK, client.files(infoHash), files -> element("files", client, infoHash, FileRow.of(files))),
                watch(LOOK, client.peers(infoHash), peers -> element("peers", client, infoHash, peers)),
                watch(LOOK, client.choking(infoHash), slots -> element("slots", client, infoHash, slots)),
                watch(LOOK, SwarmLimits.ask(client, infoHash), limits -> element("limits", client, infoHash, limits)),
                watch(
                        LOOK_AT_TRACKERS,
                        client.trackers(infoHash),
                        trackers -> element("trackers", client, infoHash, trackers)),
                watch(
                        LOOK,
                        Copy.ask(nodes.all(), client, infoHash),
                        copies -> element("copies", client, infoHash, copies)));
    }

    Flux<ServerSentEvent<Fragment>> ofFile(NodeClient client, String infoHash, Flux<NodeEvent> events) {
        return Flux.merge(
                events.publish(shared -> Flux.merge(departure(client, infoHash, shared), pieces(infoHash, shared))),
                map(client, infoHash));
    }

    private Flux<ServerSentEvent<Fragment>> figures(NodeClient client, String infoHash, Flux<NodeEvent> events) {
        return Flux.defer(() -> {
            Presence presence = new Presence(infoHash);
            return events.concatMapIterable(presence::after).map(sight -> switch (sight) {
                case Presence.Seen seen ->
                    LiveEvents.html(
                            "swarm/figures :: figures", Map.of("node", client.node(), "torrent", seen.torrent()));
                case Presence.Gone gone -> gone(client, infoHash);
                case Presence.Turned turned -> LiveEvents.refresh();
            });
        });
    }

    private static Flux<ServerSentEvent<Fragment>> departure(
            NodeClient client, String infoHash, Flux<NodeEvent> events) {
        return Flux.defer(() -> {
            Presence presence = new Presence(infoHash);
            return events.concatMapIterable(presence::after).<ServerSentEvent<Fragment>>handle((sight, sink) -> {
                switch (sight) {
                    case Presence.Seen seen -> {}
                    case Presence.Gone gone -> sink.next(gone(client, infoHash));
                    case Presence.Turned turned -> sink.next(LiveEvents.refresh());
                }
            });
        });
    }

    private static ServerSentEvent<Fragment> gone(NodeClient client, String infoHash) {
        return LiveEvents.html("swarm/gone :: gone", Map.of("node", client.node(), "infoHash", infoHash));
    }

    private static Flux<ServerSentEvent<Fragment>> pieces(String infoHash, Flux<NodeEvent> events) {
        return events.ofType(NodeEvent.Piece.class)
                .filter(done -> done.infoHash().equals(infoHash))
                .map(NodeEvent.Piece::piece)
                .buffer(GATHER)
                .onBackpressureBuffer()
                .map(done -> LiveEvents.data("pieces", done.toString()));
    }

    private static Flux<ServerSentEvent<Fragment>> map(NodeClient client, String infoHash) {
        return watch(LOOK_AT_MAP, client.pieces(infoHash), json -> LiveEvents.data("map", json));
    }

    private static ServerSentEvent<Fragment> element(String name, NodeClient client, String infoHash, Object shown) {
        return LiveEvents.html(
                "swarm/" + name + " :: " + name, Map.of("node", client.node(), "infoHash", infoHash, name, shown));
    }

    /** Asks at this pace and tells what differs from before. That the node is lost, its events tell. */
    private static <T> Flux<ServerSentEvent<Fragment>> watch(
            Duration pace, Mono<T> look, Function<T, ServerSentEvent<Fragment>> event) {
        return Flux.interval(Duration.ZERO, pace)
                .onBackpressureDrop()
                .concatMap(tick -> look.onErrorComplete(NodeException.class), 1)
                .distinctUntilChanged()
                .map(event);
    }
}
