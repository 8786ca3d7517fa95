package org.lyceum.ui.transfer;

import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.Nodes;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Files to share and .torrent files to add, on their way from the browser to a node; the answer is the node's JSON. */
@RestController
final class UploadController {

    private final Nodes nodes;

    UploadController(Nodes nodes) {
        this.nodes = nodes;
    }

    @PostMapping(path = "/nodes/{at}/uploads/shares", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<Void> share(@PathVariable String at, ServerWebExchange exchange) {
        return relay(nodes.named(at), "/shares", exchange);
    }

    @PostMapping(path = "/nodes/{at}/uploads/torrents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<Void> torrent(@PathVariable String at, ServerWebExchange exchange) {
        return relay(nodes.named(at), "/torrents", exchange);
    }

    private static Mono<Void> relay(NodeClient client, String path, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(request.getHeaders().getContentType());
        long length = request.getHeaders().getContentLength();
        if (length >= 0) {
            headers.setContentLength(length);
        }
        return client.upload(path, headers, request.getBody(), answer -> pass(answer, exchange.getResponse()));
    }

    private static Mono<Void> pass(ClientResponse answer, ServerHttpResponse response) {
        response.setStatusCode(answer.statusCode());
        response.getHeaders().setContentType(answer.headers().contentType().orElse(MediaType.APPLICATION_JSON));
        return response.writeWith(answer.bodyToFlux(DataBuffer.class));
    }
}
