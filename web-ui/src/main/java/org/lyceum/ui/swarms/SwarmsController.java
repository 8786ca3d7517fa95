package org.lyceum.ui.swarms;

import java.util.List;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.page.LiveStream;
import org.lyceum.ui.page.NodeBar;
import org.lyceum.ui.page.Notice;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Fragment;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The list of a node's swarms. */
@Controller
final class SwarmsController {

    private static final String SWARMS = "/nodes/{at}/swarms";
    private static final String ROOMS = "/nodes/{at}/rooms";

    private final Nodes nodes;
    private final NodeBar bar;

    SwarmsController(Nodes nodes, NodeBar bar) {
        this.nodes = nodes;
        this.bar = bar;
    }

    /** The form with a magnet link. */
    record MagnetForm(String magnet) {}

    @ModelAttribute("filter")
    SwarmFilter filter(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "ALL") SwarmFilter.Show show,
            @RequestParam(defaultValue = "NEWEST") SwarmFilter.Order sort) {
        return new SwarmFilter(q, show, sort);
    }

    /** To where people talk, or to the swarms of a node that is in no rooms. */
    @GetMapping("/")
    Mono<Rendering> first() {
        return Mono.justOrEmpty(nodes.all().stream().findFirst())
                .flatMap(client -> client.rooms()
                        .all()
                        .map(rooms -> ROOMS)
                        .onErrorReturn(NodeException.class, SWARMS)
                        .map(page -> UriComponentsBuilder.fromPath(page)
                                .encode()
                                .build(client.node().name())
                                .toString()))
                .map(page -> Rendering.redirectTo(page).build())
                .switchIfEmpty(
                        Mono.fromSupplier(() -> Rendering.view("no-nodes").build()));
    }

    @GetMapping(SWARMS)
    Mono<String> list(@PathVariable String at, @ModelAttribute("filter") SwarmFilter filter, Model model) {
        NodeClient client = nodes.named(at);
        model.addAttribute("shows", SwarmFilter.Show.values());
        model.addAttribute("orders", SwarmFilter.Order.values());
        return client.torrents()
                .doOnNext(torrents -> {
                    bar.show(model, client.node(), NodeHealth.of(torrents));
                    model.addAttribute("total", torrents.size());
                    model.addAttribute("torrents", filter.of(torrents));
                })
                .onErrorResume(NodeException.class, failure -> {
                    bar.show(model, client.node(), NodeHealth.LOST);
                    model.addAttribute("failure", failure.getMessage());
                    model.addAttribute("total", 0);
                    return Mono.just(List.<Torrent>of());
                })
                .thenReturn("swarms/page");
    }

    @GetMapping(path = SWARMS + "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> events(@PathVariable String at, @ModelAttribute("filter") SwarmFilter filter) {
        NodeClient client = nodes.named(at);
        return LiveStream.of(
                client,
                events -> Flux.defer(() -> {
                    ListChanges changes = new ListChanges(client.node(), filter);
                    return events.concatMapIterable(changes::after);
                }));
    }

    @PostMapping(SWARMS)
    Mono<Rendering> add(@PathVariable String at, MagnetForm form) {
        NodeClient client = nodes.named(at);
        String magnet = form.magnet().strip();
        if (!magnet.startsWith("magnet:?")) {
            return Mono.just(Notice.failure("A magnet link starts with “magnet:?”. Copy the whole link and paste it."));
        }
        return client.add(magnet).map(addition -> {
            Torrent torrent = addition.torrent();
            return addition.isNew()
                    ? Notice.success("Added “%s” to %s’s node.".formatted(torrent.name(), at))
                    : Notice.success("%s’s node already has “%s”.".formatted(at, torrent.name()));
        });
    }
}
