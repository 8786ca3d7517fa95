package org.lyceum.ui.nodes;

import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.json.JsonMapper;

/** Reads a node's server-sent events. */
final class EventReader {

    private final JsonMapper json;

    EventReader(JsonMapper json) {
        this.json = json;
    }

    /** Null for an event that the page has no use for. */
    @Nullable
    NodeEvent read(ServerSentEvent<String> event) {
        String name = event.event();
        String data = event.data();
        if (name == null || data == null) {
            return null;
        }
        return switch (name) {
            case "torrent-added", "progress", "state" -> new NodeEvent.Changed(json.readValue(data, Torrent.class));
            case "piece" -> json.readValue(data, NodeEvent.Piece.class);
            case "torrent-removed" -> json.readValue(data, NodeEvent.Removed.class);
            default -> null;
        };
    }
}
