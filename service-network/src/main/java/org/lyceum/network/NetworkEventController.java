package org.lyceum.network;

import java.time.Duration;
import java.util.List;
import org.lyceum.overlay.network.NetworkEvent;
import org.lyceum.overlay.network.NetworkSnapshot;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What changes in the network, as server-sent events. A comment now and then shows that the stream is alive. A reader
 * that falls far behind is disconnected.
 */
@RestController
class NetworkEventController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** As often as neighbours are probed. */
    private static final Duration LINKS = Duration.ofSeconds(2);

    private static final int EVENTS_PER_READER = 1024;

    private final OverlayNode node;

    NetworkEventController(OverlayNode node) {
        this.node = node;
    }

    record PeerView(String peerId) {}

    record NeighbourView(String peerId, String name, List<String> addresses) {}

    /** The data of {@code link-down} and {@code dropped}. */
    record EndView(String peerId, String reason) {}

    record DoubtView(String peerId, boolean calledDead) {}

    record RefusalView(String address, String reason) {}

    record FaultView(String peerId, String what) {}

    @GetMapping(path = "/api/v1/network/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> events() {
        Flux<ServerSentEvent<Object>> changes = JdkFlowAdapter.flowPublisherToFlux(node.events())
                .onBackpressureBuffer(EVENTS_PER_READER)
                .concatMap(event -> Mono.fromFuture(node::snapshot).map(snapshot -> message(event, snapshot)));
        Flux<ServerSentEvent<Object>> links = Flux.interval(LINKS)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.fromFuture(node::snapshot), 1)
                .map(snapshot -> message("links", new NetworkView.Names(snapshot).links(snapshot)));
        Flux<ServerSentEvent<Object>> heartbeat =
                Flux.interval(HEARTBEAT).onBackpressureDrop().map(_ -> comment());
        return Flux.concat(Flux.just(comment()), changes.publish(told -> {
            Mono<Void> end = told.then();
            return Flux.merge(told, links.takeUntilOther(end), heartbeat.takeUntilOther(end));
        }));
    }

    private static ServerSentEvent<Object> comment() {
        return ServerSentEvent.builder().comment("").build();
    }

    private static ServerSentEvent<Object> message(NetworkEvent event, NetworkSnapshot snapshot) {
        NetworkView.Names names = new NetworkView.Names(snapshot);
        return switch (event) {
            case NetworkEvent.LinkUp e ->
                message(
                        "link-up",
                        new NeighbourView(
                                e.neighbour().peer().text(),
                                names.of(e.neighbour().peer()),
                                NetworkView.texts(e.neighbour().addresses())));
            case NetworkEvent.LinkDown e ->
                message("link-down", new EndView(e.neighbour().text(), NetworkView.word(e.reason())));
            case NetworkEvent.NodeListed e -> message("node", NodeView.of(e.node()));
            case NetworkEvent.NodeRemoved e ->
                message("node-removed", new PeerView(e.peer().text()));
            case NetworkEvent.NodeDoubted e ->
                message("node-doubted", new DoubtView(e.peer().text(), e.calledDead()));
            case NetworkEvent.DeathNoticed e -> message("death", names.death(e.notice()));
            case NetworkEvent.NodeRegistered e ->
                message(
                        "registered",
                        new NeighbourView(
                                e.node().peer().text(),
                                names.of(e.node().peer()),
                                NetworkView.texts(e.node().addresses())));
            case NetworkEvent.NodeDropped e ->
                message("dropped", new EndView(e.peer().text(), NetworkView.word(e.reason())));
            case NetworkEvent.GrantsRevoked e -> message("revoked", RolesView.ListView.of(e.list()));
            case NetworkEvent.SeedRefused e ->
                message("seed-refused", new RefusalView(e.seed().toString(), e.reason()));
            case NetworkEvent.PeerMisbehaved e ->
                message("misbehaved", new FaultView(e.peer().text(), e.what()));
        };
    }

    private static ServerSentEvent<Object> message(String name, Object data) {
        return ServerSentEvent.builder().event(name).data(data).build();
    }
}
