package org.lyceum.ui.network;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.LiveEvents;
import org.lyceum.ui.page.LiveStream;
import org.lyceum.ui.page.NodeBar;
import org.lyceum.ui.page.Notice;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Fragment;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The page of the network that a node is part of, and what is told to it while it is open. */
@Controller
@RequestMapping("/nodes/{at}/network")
final class NetworkController {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final NodeBar bar;
    private final JsonMapper json;
    private final InstantSource clock = InstantSource.system();

    NetworkController(Nodes nodes, NodeBar bar, JsonMapper json) {
        this.nodes = nodes;
        this.bar = bar;
        this.json = json;
    }

    /** The form with the address of a seed. */
    record SeedForm(String address) {}

    @GetMapping
    Mono<String> network(@PathVariable String at, Model model) {
        NodeClient client = nodes.named(at);
        return client.torrents()
                .flatMap(torrents -> {
                    bar.show(model, client.node(), NodeHealth.of(torrents));
                    model.addAttribute("place", "network");
                    return look(client);
                })
                .map(view -> {
                    model.addAttribute("network", view);
                    model.addAttribute("picture", json.writeValueAsString(view.picture()));
                    return "network/page";
                })
                .onErrorResume(
                        NodeException.class,
                        failure -> failure.isNotFound() ? Mono.just("network/none") : Mono.error(failure));
    }

    private Mono<NetworkView> look(NodeClient client) {
        return Mono.zip(client.network(), client.networkGraph())
                .map(answers -> NetworkView.of(answers.getT1(), answers.getT2(), clock.instant()));
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> events(@PathVariable String at) {
        NodeClient client = nodes.named(at);
        return LiveStream.of(
                client,
                events -> Flux.merge(
                        events.ofType(NodeEvent.Lost.class).map(lost -> LiveEvents.refresh()),
                        views(client)
                                .publish(views -> Flux.merge(
                                        views.map(NetworkView::isAlone)
                                                .distinctUntilChanged()
                                                .skip(1)
                                                .map(turned -> LiveEvents.refresh()),
                                        part("graph", client, views, NetworkView::picture),
                                        part("members", client, views, NetworkView::members),
                                        part("losses", client, views, NetworkView::losses),
                                        part("seeds", client, views, NetworkView::seeds)))));
    }

    private Flux<NetworkView> views(NodeClient client) {
        return Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .concatMap(tick -> look(client).onErrorComplete(NodeException.class), 1);
    }

    private Flux<ServerSentEvent<Fragment>> part(
            String name, NodeClient client, Flux<NetworkView> views, Function<NetworkView, Object> shown) {
        return views.distinctUntilChanged(shown)
                .map(view -> LiveEvents.html(
                        "network/" + name + " :: " + name,
                        Map.of(
                                "node",
                                client.node(),
                                "network",
                                view,
                                "picture",
                                json.writeValueAsString(view.picture()))));
    }

    @PostMapping("/seeds")
    Mono<Rendering> addSeed(@PathVariable String at, SeedForm form) {
        NodeClient client = nodes.named(at);
        String address = form.address().strip();
        if (address.isEmpty()) {
            return Mono.just(Notice.failure("Give the address of a node, such as 192.0.2.7:4001."));
        }
        return client.addSeed(address)
                .thenReturn(Notice.success("%s’s node asks %s who is there.".formatted(at, address)));
    }
}
