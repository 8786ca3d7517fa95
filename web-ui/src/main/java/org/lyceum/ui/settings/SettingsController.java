package org.lyceum.ui.settings;

import java.time.Duration;
import java.util.Map;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.LiveEvents;
import org.lyceum.ui.page.LiveStream;
import org.lyceum.ui.page.NodeBar;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The page of a node's settings, and what is told to it while it is open. */
@Controller
@RequestMapping("/nodes/{at}/settings")
final class SettingsController {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final NodeBar bar;

    SettingsController(Nodes nodes, NodeBar bar) {
        this.nodes = nodes;
        this.bar = bar;
    }

    @GetMapping
    Mono<String> settings(@PathVariable String at, Model model) {
        NodeClient client = nodes.named(at);
        return Mono.zip(client.torrents(), client.limits(), client.use(), client.blocklist())
                .doOnNext(answers -> {
                    bar.show(model, client.node(), NodeHealth.of(answers.getT1()));
                    model.addAttribute("place", "settings");
                    model.addAttribute("limits", answers.getT2());
                    model.addAttribute("use", answers.getT3());
                    model.addAttribute("blocklist", answers.getT4());
                })
                .thenReturn("settings/page");
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> events(@PathVariable String at) {
        NodeClient client = nodes.named(at);
        return LiveStream.of(
                client,
                events -> Flux.merge(
                        events.ofType(NodeEvent.Lost.class).map(lost -> LiveEvents.refresh()),
                        LiveStream.watch(LOOK, client.limits(), limits -> element("limits", client, limits)),
                        LiveStream.watch(LOOK, client.use(), use -> element("use", client, use)),
                        LiveStream.watch(LOOK, client.blocklist(), list -> element("blocklist", client, list))));
    }

    private static ServerSentEvent<Fragment> element(String name, NodeClient client, Object shown) {
        return LiveEvents.html("settings/" + name + " :: " + name, Map.of("node", client.node(), name, shown));
    }
}
