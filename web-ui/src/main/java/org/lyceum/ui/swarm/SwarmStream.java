package org.lyceum.ui.swarm;

import java.time.Duration;
import java.util.Map;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.LiveEvents;
import org.lyceum.ui.page.LiveStream;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;

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
                LiveStream.watch(
                        LOOK, client.files(infoHash), files -> element("files", client, infoHash, FileRow.of(files))),
                LiveStream.watch(LOOK, client.peers(infoHash), peers -> element("peers", client, infoHash, peers)),
                LiveStream.watch(LOOK, client.choking(infoHash), slots -> element("slots", client, infoHash, slots)),
                LiveStream.watch(
                        LOOK, SwarmLimits.ask(client, infoHash), limits -> element("limits", client, infoHash, limits)),
                LiveStream.watch(
                        LOOK_AT_TRACKERS,
                        client.trackers(infoHash),
                        trackers -> element("trackers", client, infoHash, trackers)),
                LiveStream.watch(
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
        return LiveStream.watch(LOOK_AT_MAP, client.pieces(infoHash), json -> LiveEvents.data("map", json));
    }

    private static ServerSentEvent<Fragment> element(String name, NodeClient client, String infoHash, Object shown) {
        return LiveEvents.html(
                "swarm/" + name + " :: " + name, Map.of("node", client.node(), "infoHash", infoHash, name, shown));
    }
}
