package org.lyceum.ui.rooms;

import java.util.Map;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Connects a page with a room's channel at the node: frames pass as they come, at the pace of whoever reads them, and
 * when one side closes the other is closed for the same reason.
 */
final class ChannelRelay implements WebSocketHandler {

    static final String PATH = "/nodes/{at}/rooms/{course}/ws";

    /** Bytes of a frame from a page: a text of 64 KiB in which JSON escapes each character. */
    static final int LARGEST_FRAME = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ChannelRelay.class);

    private static final PathPattern PATTERN = PathPatternParser.defaultInstance.parse(PATH);

    /** 1013 of the IANA registry: try again later. */
    private static final CloseStatus UNREACHABLE = new CloseStatus(1013);

    private final Nodes nodes;

    ChannelRelay(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Mono<Void> handle(WebSocketSession page) {
        PathContainer path =
                PathContainer.parsePath(page.getHandshakeInfo().getUri().getRawPath());
        PathPattern.PathMatchInfo match = PATTERN.matchAndExtract(path);
        Map<String, String> names = match == null ? Map.of() : match.getUriVariables();
        NodeClient client;
        try {
            client = nodes.named(names.getOrDefault("at", ""));
        } catch (ResponseStatusException nobody) {
            return page.close(CloseStatus.POLICY_VIOLATION.withReason("There is no such node here."));
        }
        return client.rooms()
                .channel(names.getOrDefault("course", ""), node -> relay(page, node))
                .onErrorResume(failure -> {
                    LOG.info("no channel at {}: {}", client.node(), failure.toString());
                    return page.close(UNREACHABLE.withReason(
                            NodeException.silent(client.node()).getMessage()));
                });
    }

    private static Mono<Void> relay(WebSocketSession page, WebSocketSession node) {
        return Mono.when(pass(page, node, CloseStatus.GOING_AWAY), pass(node, page, UNREACHABLE));
    }

    /** @param otherwise why the other side is closed when this one was cut off without a word */
    private static Mono<Void> pass(WebSocketSession from, WebSocketSession to, CloseStatus otherwise) {
        return to.send(from.receive().map(WebSocketMessage::retain))
                .onErrorComplete()
                .then(from.closeStatus())
                .defaultIfEmpty(CloseStatus.NO_CLOSE_FRAME)
                .flatMap(status -> to.close(mayBeSent(status) ? status : otherwise));
    }

    /** RFC 6455, section 7.4.1: some codes stand for what nobody said. */
    private static boolean mayBeSent(CloseStatus status) {
        return switch (status.getCode()) {
            case 1004, 1005, 1006, 1015 -> false;
            default -> true;
        };
    }
}
