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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

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

    /** Frames that are read before the ones ahead of them have been written. */
    private static final int AHEAD = 16;

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
        Sinks.One<CloseStatus> closedByNode = Sinks.one();
        return client.rooms()
                .channel(names.getOrDefault("course", ""), node -> relay(page, node, closedByNode))
                .onErrorResume(failure -> {
                    LOG.info("no channel at {}: {}", client.node(), failure.toString());
                    closedByNode.tryEmitValue(UNREACHABLE.withReason(
                            NodeException.silent(client.node()).getMessage()));
                    return Mono.empty();
                })
                // here rather than in the relay, which is cancelled when the node closes
                .then(Mono.defer(() -> {
                    closedByNode.tryEmitEmpty();
                    return closedByNode.asMono().filter(ChannelRelay::mayBeSent).defaultIfEmpty(UNREACHABLE);
                }))
                .flatMap(page::close);
    }

    private static Mono<Void> relay(WebSocketSession page, WebSocketSession node, Sinks.One<CloseStatus> closedByNode) {
        // what could not be sent was meant for the side that has gone, and the other direction ends then
        Mono<Void> toPage = page.send(texts(node).map(page::textMessage))
                .onErrorResume(gone -> Mono.never())
                // sending may also end well because the page is gone
                .then(node.closeStatus())
                .then();
        Mono<Void> toNode = node.send(texts(page).map(node::textMessage))
                .onErrorResume(gone -> Mono.never())
                .then(page.closeStatus())
                .filter(ChannelRelay::mayBeSent)
                .defaultIfEmpty(CloseStatus.GOING_AWAY)
                .flatMap(node::close);
        return Mono.firstWithSignal(toPage, toNode)
                .doOnSubscribe(begun -> node.closeStatus().subscribe(closedByNode::tryEmitValue));
    }

    /**
     * What a side says, read no faster than it is taken. A reader who stops reading would close it without a reason;
     * this one stays until it has been closed with one.
     */
    private static Flux<String> texts(WebSocketSession session) {
        return session.receive()
                .filter(message -> message.getType() == WebSocketMessage.Type.TEXT)
                .map(WebSocketMessage::getPayloadAsText)
                .publish(AHEAD)
                .autoConnect();
    }

    /** RFC 6455, section 7.4.1: some codes stand for what nobody said. */
    private static boolean mayBeSent(CloseStatus status) {
        return switch (status.getCode()) {
            case 1004, 1005, 1006, 1015 -> false;
            default -> true;
        };
    }
}
