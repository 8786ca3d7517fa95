package org.lyceum.ui.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.TorrentFile;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of files, whole or by range, while a node is still fetching them; and .torrent files. */
@Controller
final class ContentController {

    private static final List<String> ASKED =
            List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE, HttpHeaders.IF_NONE_MATCH);
    private static final List<String> ANSWERED = List.of(
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.ETAG,
            HttpHeaders.LAST_MODIFIED);

    private final Nodes nodes;

    ContentController(Nodes nodes) {
        this.nodes = nodes;
    }

    /** @param save answers with a file to save rather than one to show */
    @GetMapping("/nodes/{at}/swarms/{infoHash:[0-9a-f]{40}}/files/{index}/content")
    Mono<Void> content(
            @PathVariable String at,
            @PathVariable String infoHash,
            @PathVariable int index,
            @RequestParam(defaultValue = "false") boolean save,
            ServerWebExchange exchange) {
        NodeClient client = nodes.named(at);
        HttpHeaders asked = only(ASKED, exchange.getRequest().getHeaders());
        return client.file(infoHash, index)
                .flatMap(file -> client.content(
                        exchange.getRequest().getMethod(),
                        infoHash,
                        index,
                        asked,
                        answer -> relay(client, answer, exchange.getResponse(), file, save)));
    }

    @GetMapping("/nodes/{at}/swarms/{infoHash:[0-9a-f]{40}}/torrent")
    Mono<Void> torrent(@PathVariable String at, @PathVariable String infoHash, ServerWebExchange exchange) {
        NodeClient client = nodes.named(at);
        return client.torrent(infoHash)
                .flatMap(torrent -> client.torrentFile(infoHash, answer -> {
                    if (answer.statusCode().isError()) {
                        return client.refusal(answer).flatMap(Mono::error);
                    }
                    ServerHttpResponse response = exchange.getResponse();
                    response.getHeaders().setContentType(MediaType.parseMediaType("application/x-bittorrent"));
                    response.getHeaders().setContentDisposition(attachment(torrent.name() + ".torrent"));
                    return response.writeWith(answer.bodyToFlux(DataBuffer.class));
                }));
    }

    private static Mono<Void> relay(
            NodeClient client, ClientResponse answer, ServerHttpResponse response, TorrentFile file, boolean save) {
        boolean rangeRefused = answer.statusCode().isSameCodeAs(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        if (answer.statusCode().isError() && !rangeRefused) {
            return client.refusal(answer).flatMap(Mono::error);
        }
        ContentKind kind = ContentKind.of(file.path());
        response.setStatusCode(answer.statusCode());
        HttpHeaders headers = response.getHeaders();
        headers.putAll(only(ANSWERED, answer.headers().asHttpHeaders()));
        headers.set("Content-Security-Policy", kind.policy());
        headers.set("X-Frame-Options", "SAMEORIGIN");
        if (rangeRefused) {
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            return answer.releaseBody().then(response.setComplete());
        }
        headers.setContentType(ContentKind.mediaType(file.path()));
        if (save || !kind.playable()) {
            headers.setContentDisposition(attachment(file.name()));
        }
        return response.writeAndFlushWith(answer.bodyToFlux(DataBuffer.class).map(Flux::just));
    }

    private static HttpHeaders only(List<String> names, HttpHeaders from) {
        HttpHeaders some = new HttpHeaders();
        for (String name : names) {
            String value = from.getFirst(name);
            if (value != null) {
                some.set(name, value);
            }
        }
        return some;
    }

    private static ContentDisposition attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build();
    }
}
