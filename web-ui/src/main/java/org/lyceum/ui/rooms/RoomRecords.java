package org.lyceum.ui.rooms;

import java.nio.charset.StandardCharsets;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeRooms.Asker;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.page.Notice;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A room's history and the whole room as files to save, and who asked a question without a name. */
@Controller
@RequestMapping("/nodes/{at}/rooms/{course}")
final class RoomRecords {

    private final Nodes nodes;

    RoomRecords(Nodes nodes) {
        this.nodes = nodes;
    }

    @GetMapping("/history.{format:md|json|txt}")
    Mono<Void> history(
            @PathVariable String at,
            @PathVariable String course,
            @PathVariable String format,
            ServerWebExchange exchange) {
        NodeClient client = nodes.named(at);
        return client.rooms()
                .history(
                        course,
                        format,
                        answer -> save(client, answer, exchange.getResponse(), course + " history." + format));
    }

    /** @param files with the shared files that this node has */
    @GetMapping("/export.zip")
    Mono<Void> export(
            @PathVariable String at,
            @PathVariable String course,
            @RequestParam(defaultValue = "false") boolean files,
            ServerWebExchange exchange) {
        NodeClient client = nodes.named(at);
        return client.rooms()
                .export(course, files, answer -> save(client, answer, exchange.getResponse(), course + ".zip"));
    }

    @PostMapping("/posts/{id}/asker")
    Mono<Rendering> asker(@PathVariable String at, @PathVariable String course, @PathVariable String id) {
        return nodes.named(at)
                .rooms()
                .asker(course, id)
                .map(asker -> Notice.success("%s asked this. Only you are told.".formatted(described(asker))));
    }

    private static String described(Asker asker) {
        return asker.peerId() == null ? asker.name() : "%s (%s)".formatted(asker.name(), asker.peerId());
    }

    private static Mono<Void> save(NodeClient client, ClientResponse answer, ServerHttpResponse response, String name) {
        if (answer.statusCode().isError()) {
            return client.refusal(answer).flatMap(Mono::error);
        }
        response.getHeaders().setContentType(answer.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM));
        response.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build());
        return response.writeWith(answer.bodyToFlux(DataBuffer.class));
    }
}
