package org.lyceum.ui.swarm;

import org.lyceum.ui.nodes.FilePriority;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.QueueMove;
import org.lyceum.ui.page.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** What can be done to a swarm. What changes by it reaches the open pages as events; the answer is a notice. */
@Controller
@RequestMapping("/nodes/{at}/swarms/{infoHash:[0-9a-f]{40}}")
final class SwarmActions {

    private final Nodes nodes;

    SwarmActions(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The form with a file's priority. */
    record PriorityForm(FilePriority priority) {}

    /** The form with the node that is to fetch a copy. */
    record CopyForm(String to) {}

    @PostMapping("/pause")
    Mono<Rendering> pause(@PathVariable String at, @PathVariable String infoHash) {
        return nodes.named(at).pause(infoHash).thenReturn(Notice.success("Paused."));
    }

    @PostMapping("/resume")
    Mono<Rendering> resume(@PathVariable String at, @PathVariable String infoHash) {
        return nodes.named(at).resume(infoHash).thenReturn(Notice.success("Going on."));
    }

    @PostMapping("/queue/{move}")
    Mono<Rendering> moveInQueue(@PathVariable String at, @PathVariable String infoHash, @PathVariable QueueMove move) {
        return nodes.named(at).moveInQueue(infoHash, move).thenReturn(Notice.success("Moved in the queue."));
    }

    @PostMapping("/verify")
    Mono<Rendering> verify(@PathVariable String at, @PathVariable String infoHash) {
        return nodes.named(at)
                .verify(infoHash)
                .thenReturn(
                        Notice.success("Reading every piece on the disk again, to see that it is what it should be."));
    }

    /** The question that comes before {@link #remove}. */
    @GetMapping("/removal")
    Mono<String> removal(@PathVariable String at, @PathVariable String infoHash, Model model) {
        NodeClient client = nodes.named(at);
        return client.torrent(infoHash)
                .doOnNext(torrent -> {
                    model.addAttribute("node", client.node());
                    model.addAttribute("torrent", torrent);
                })
                .thenReturn("swarms/removal");
    }

    /** From the page of the swarm itself it leads back to the list. */
    @DeleteMapping
    Mono<Rendering> remove(
            @PathVariable String at,
            @PathVariable String infoHash,
            @RequestParam boolean files,
            @RequestHeader(name = "HX-Current-URL", defaultValue = "") String from,
            ServerWebExchange exchange) {
        return nodes.named(at).remove(infoHash, files).then(Mono.fromSupplier(() -> {
            if (from.contains(infoHash)) {
                String list = UriComponentsBuilder.fromPath("/nodes/{at}/swarms")
                        .encode()
                        .build(at)
                        .toString();
                exchange.getResponse().getHeaders().set("HX-Redirect", list);
            }
            return Notice.success(files ? "Removed, with its files." : "Removed; its files stay on the disk.");
        }));
    }

    /** Lets another node on this machine fetch it too. */
    @PostMapping("/copies")
    Mono<Rendering> copy(@PathVariable String at, @PathVariable String infoHash, CopyForm form) {
        NodeClient other = nodes.named(form.to());
        return nodes.named(at)
                .torrent(infoHash)
                .flatMap(torrent -> other.add(torrent.magnet()))
                .thenReturn(Notice.success("%s’s node fetches it now.".formatted(form.to())));
    }

    @PostMapping("/files/{index}/priority")
    Mono<Rendering> prioritise(
            @PathVariable String at, @PathVariable String infoHash, @PathVariable int index, PriorityForm form) {
        return nodes.named(at)
                .setPriority(infoHash, index, form.priority())
                .thenReturn(
                        Notice.success("Priority: %s.".formatted(form.priority().word())));
    }
}
