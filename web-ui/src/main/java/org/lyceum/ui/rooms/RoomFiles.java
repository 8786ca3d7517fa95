package org.lyceum.ui.rooms;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.Post;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.nodes.TorrentFile;
import org.lyceum.ui.page.Notice;
import org.lyceum.ui.transfer.ContentKind;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** What the node has of a file that was shared in a room, and fetching it. */
@Controller
final class RoomFiles {

    private static final String FILE = "/nodes/{at}/room-files/{infoHash:[0-9a-f]{40}}";

    private final Nodes nodes;

    RoomFiles(Nodes nodes) {
        this.nodes = nodes;
    }

    /**
     * @param name of the file or of the folder
     * @param bytes its length, if the room was told
     */
    @GetMapping(FILE)
    Mono<String> card(
            @PathVariable String at,
            @PathVariable String infoHash,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable Long bytes,
            Model model) {
        NodeClient client = nodes.named(at);
        return client.torrent(infoHash)
                .flatMap(torrent -> files(client, torrent).map(files -> found(torrent, files, name)))
                .map(Optional::of)
                .onErrorResume(
                        NodeException.class,
                        failure -> failure.isNotFound() ? Mono.just(Optional.empty()) : Mono.error(failure))
                .map(held -> {
                    model.addAttribute("node", client.node());
                    model.addAttribute("shared", new Post.File(infoHash, name, bytes));
                    model.addAttribute("kind", ContentKind.of(name));
                    model.addAttribute("held", held.orElse(null));
                    return "rooms/file :: held";
                });
    }

    @PostMapping(FILE)
    Mono<Rendering> fetch(
            @PathVariable String at, @PathVariable String infoHash, @RequestParam(defaultValue = "") String name) {
        String magnet = UriComponentsBuilder.fromUriString("magnet:?xt=urn:btih:" + infoHash)
                .queryParam("dn", "{name}")
                .encode()
                .buildAndExpand(name)
                .toUriString();
        return nodes.named(at)
                .add(magnet)
                .thenReturn(Notice.success("%s’s node fetches “%s” now.".formatted(at, name)));
    }

    /** Until the metadata is there nobody knows the files. */
    private static Mono<List<TorrentFile>> files(NodeClient client, Torrent torrent) {
        return client.files(torrent.infoHash())
                .onErrorResume(
                        NodeException.class,
                        failure -> failure.answered() ? Mono.just(List.of()) : Mono.error(failure));
    }

    private static Held found(Torrent torrent, List<TorrentFile> files, String name) {
        return new Held(
                torrent,
                files.stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst()
                        .or(() -> files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty()));
    }

    /** @param file empty for a folder, and while the files are not known */
    record Held(Torrent torrent, Optional<TorrentFile> file) {

        public double progress() {
            return file.map(TorrentFile::progress).orElse(torrent.progress());
        }

        public boolean complete() {
            return file.map(TorrentFile::complete).orElse(torrent.complete());
        }
    }
}
