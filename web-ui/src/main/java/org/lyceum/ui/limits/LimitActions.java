package org.lyceum.ui.limits;

import java.util.function.Function;
import org.lyceum.ui.nodes.Limits;
import org.lyceum.ui.nodes.LimitsChange;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.Figures;
import org.lyceum.ui.page.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Sets the limits of a swarm and of a node. */
@Controller
@RequestMapping("/nodes/{at}")
final class LimitActions {

    private final Nodes nodes;
    private final Figures figures;

    LimitActions(Nodes nodes, Figures figures) {
        this.nodes = nodes;
        this.figures = figures;
    }

    @PostMapping("/swarms/{infoHash:[0-9a-f]{40}}/limits")
    Mono<Rendering> limitSwarm(@PathVariable String at, @PathVariable String infoHash, LimitsForm form) {
        NodeClient client = nodes.named(at);
        return limit(form, "This swarm", change -> client.limit(infoHash, change));
    }

    @PostMapping("/limits")
    Mono<Rendering> limitNode(@PathVariable String at, LimitsForm form) {
        NodeClient client = nodes.named(at);
        return limit(form, client.node().name() + "’s node", client::limit);
    }

    private Mono<Rendering> limit(LimitsForm form, String whose, Function<LimitsChange, Mono<Limits>> command) {
        return form.change()
                .map(change -> command.apply(change)
                        .map(limits -> Notice.success("%s: %s down, %s up."
                                .formatted(whose, figures.limit(limits.download()), figures.limit(limits.upload())))))
                .orElseGet(
                        () -> Mono.just(
                                Notice.failure(
                                        "A limit is a number of kilobytes per second, such as 500 or 0.5. Leave it empty for no limit.")));
    }
}
