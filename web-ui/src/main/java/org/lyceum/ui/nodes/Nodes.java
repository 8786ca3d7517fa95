package org.lyceum.ui.nodes;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** Every node that the page can look from, in the order of the configuration. */
@Component
public final class Nodes {

    /** Each open page holds an event stream and each player a download: the default of 16 is soon used up. */
    private static final int CONNECTIONS = 1_000;

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

    /** Lists of files and peers; uploads and content are never kept. */
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final Map<String, NodeClient> clients = new LinkedHashMap<>();

    Nodes(UiProperties properties, WebClient.Builder builder, JsonMapper json) {
        HttpClient http = HttpClient.create(ConnectionProvider.create("lyceum-nodes", CONNECTIONS))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_PATIENCE.toMillis());
        WebSocketClient sockets = new ReactorNettyWebSocketClient(
                http, () -> WebsocketClientSpec.builder().maxFramePayloadLength(NodeRooms.LARGEST_FRAME));
        EventReader reader = new EventReader(json);
        for (Node node : properties.nodes()) {
            WebClient.Builder own = builder.clone()
                    .baseUrl(node.url().toString())
                    .clientConnector(new ReactorClientHttpConnector(http))
                    .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER));
            String token = node.token();
            if (token != null) {
                own.defaultHeaders(headers -> headers.setBearerAuth(token));
            }
            clients.put(node.name(), new NodeClient(node, own.build(), sockets, reader));
        }
    }

    public List<NodeClient> all() {
        return List.copyOf(clients.values());
    }

    /** Answers 404 to whoever asked for a node that is not there. */
    public NodeClient named(String name) {
        NodeClient client = clients.get(name);
        if (client == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no node called " + name + " here.");
        }
        return client;
    }
}
