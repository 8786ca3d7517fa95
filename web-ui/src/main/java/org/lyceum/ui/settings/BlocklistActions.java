package org.lyceum.ui.settings;

import org.lyceum.ui.nodes.Blocklist;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.Figures;
import org.lyceum.ui.page.Notice;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives a node another blocklist, or none. */
@Controller
@RequestMapping("/nodes/{at}/blocklist")
final class BlocklistActions {

    private final Nodes nodes;
    private final Figures figures;

    BlocklistActions(Nodes nodes, Figures figures) {
        this.nodes = nodes;
        this.figures = figures;
    }

    /** The form has one field, the file, which is passed on as it arrives. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<Rendering> load(@PathVariable String at, @RequestBody Flux<PartEvent> parts) {
        NodeClient client = nodes.named(at);
        return parts.switchOnFirst((first, all) -> first.get() instanceof FilePartEvent file
                        ? client.putBlocklist(file.filename(), all.map(PartEvent::content))
                                .map(this::loaded)
                        : all.doOnNext(part -> DataBufferUtils.release(part.content()))
                                .then(Mono.just(Notice.failure("Choose the file with the addresses to block."))))
                .next();
    }

    private Rendering loaded(Blocklist list) {
        String blocked = "Blocked from now on: %s.".formatted(figures.addresses(list.ranges(), list.ipv4Addresses()));
        return Notice.success(
                list.badLines() == 0
                        ? blocked
                        : blocked
                                + " %s could not be used.".formatted(figures.count(list.badLines(), "line", "lines")));
    }

    @DeleteMapping
    Mono<Rendering> empty(@PathVariable String at) {
        return nodes.named(at).emptyBlocklist().thenReturn(Notice.success("Nobody is blocked any more."));
    }
}
