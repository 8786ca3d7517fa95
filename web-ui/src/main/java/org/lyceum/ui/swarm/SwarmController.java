package org.lyceum.ui.swarm;

import java.util.List;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.TorrentFile;
import org.lyceum.ui.page.LiveStream;
import org.lyceum.ui.page.NodeBar;
import org.lyceum.ui.transfer.ContentKind;
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

/** The page of one swarm and the page of one of its files. */
@Controller
@RequestMapping("/nodes/{at}/swarms/{infoHash:[0-9a-f]{40}}")
final class SwarmController {

    private final Nodes nodes;
    private final NodeBar bar;
    private final SwarmStream stream;

    SwarmController(Nodes nodes, NodeBar bar, SwarmStream stream) {
        this.nodes = nodes;
        this.bar = bar;
        this.stream = stream;
    }

    @GetMapping
    Mono<String> swarm(@PathVariable String at, @PathVariable String infoHash, Model model) {
        NodeClient client = nodes.named(at);
        return Mono.zip(
                        client.torrent(infoHash),
                        orNone(client.files(infoHash)),
                        orNone(client.peers(infoHash)),
                        orNone(client.trackers(infoHash)),
                        client.torrents(),
                        client.choking(infoHash),
                        client.limits())
                .doOnNext(answers -> {
                    bar.show(model, client.node(), NodeHealth.of(answers.getT5()));
                    model.addAttribute("slots", answers.getT6());
                    model.addAttribute("limits", new SwarmLimits(answers.getT1().limits(), answers.getT7()));
                    model.addAttribute("torrent", answers.getT1());
                    model.addAttribute("files", FileRow.of(answers.getT2()));
                    model.addAttribute("peers", answers.getT3());
                    model.addAttribute("trackers", answers.getT4());
                    model.addAttribute("copies", Copy.unknown(nodes.all(), client));
                })
                .thenReturn("swarm/page");
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> events(@PathVariable String at, @PathVariable String infoHash) {
        NodeClient client = nodes.named(at);
        return LiveStream.of(client, events -> stream.ofSwarm(client, infoHash, events));
    }

    @GetMapping("/files/{index}")
    Mono<String> file(@PathVariable String at, @PathVariable String infoHash, @PathVariable int index, Model model) {
        NodeClient client = nodes.named(at);
        return Mono.zip(client.torrent(infoHash), client.files(infoHash), client.torrents())
                .doOnNext(answers -> {
                    bar.show(model, client.node(), NodeHealth.of(answers.getT3()));
                    model.addAttribute("torrent", answers.getT1());
                    TorrentFile file = client.among(answers.getT2(), index);
                    model.addAttribute("file", file);
                    model.addAttribute("kind", ContentKind.of(file.path()));
                    model.addAttribute("playlist", FileRow.playable(answers.getT2()));
                    model.addAttribute("span", PieceSpan.of(answers.getT1(), answers.getT2(), index));
                })
                .thenReturn("file/page");
    }

    @GetMapping(path = "/files/{index}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> fileEvents(
            @PathVariable String at, @PathVariable String infoHash, @PathVariable int index) {
        NodeClient client = nodes.named(at);
        return LiveStream.of(client, events -> stream.ofFile(client, infoHash, events));
    }

    /** Until the metadata is known there is nothing to list. */
    private static <T> Mono<List<T>> orNone(Mono<List<T>> list) {
        return list.onErrorResume(
                NodeException.class, failure -> failure.answered() ? Mono.just(List.of()) : Mono.error(failure));
    }
}
