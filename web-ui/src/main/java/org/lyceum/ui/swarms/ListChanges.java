package org.lyceum.ui.swarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.ui.nodes.Node;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.page.LiveEvents;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.result.view.Fragment;

/**
 * What an open list is told after each event: rows whose figures changed in place, and to fetch the list again when
 * rows come or go. For one thread.
 */
final class ListChanges {

    private final Node node;
    private final SwarmFilter filter;
    private final Map<String, Torrent> listed = new LinkedHashMap<>();
    private boolean lost;

    ListChanges(Node node, SwarmFilter filter) {
        this.node = node;
        this.filter = filter;
    }

    List<ServerSentEvent<Fragment>> after(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Snapshot snapshot -> everything(snapshot.torrents());
            case NodeEvent.Changed changed -> one(changed.torrent());
            case NodeEvent.Removed removed ->
                listed.remove(removed.infoHash()) == null ? List.of() : List.of(LiveEvents.refresh());
            case NodeEvent.Lost gone -> {
                lost = true;
                listed.clear();
                yield List.of(LiveEvents.refresh());
            }
            case NodeEvent.Piece piece -> List.of();
        };
    }

    private List<ServerSentEvent<Fragment>> everything(List<Torrent> torrents) {
        Map<String, Torrent> before = new LinkedHashMap<>(listed);
        listed.clear();
        torrents.stream().filter(filter::includes).forEach(torrent -> listed.put(torrent.infoHash(), torrent));
        boolean first = before.isEmpty();
        if (lost || (!first && !before.keySet().equals(listed.keySet()))) {
            lost = false;
            return List.of(LiveEvents.refresh());
        }
        List<ServerSentEvent<Fragment>> rows = new ArrayList<>();
        listed.forEach((infoHash, torrent) -> {
            if (!torrent.equals(before.get(infoHash))) {
                rows.add(row(torrent));
            }
        });
        return rows;
    }

    private List<ServerSentEvent<Fragment>> one(Torrent torrent) {
        boolean was = listed.containsKey(torrent.infoHash());
        boolean is = filter.includes(torrent);
        if (is) {
            listed.put(torrent.infoHash(), torrent);
        } else {
            listed.remove(torrent.infoHash());
        }
        if (was != is) {
            return List.of(LiveEvents.refresh());
        }
        return is ? List.of(row(torrent)) : List.of();
    }

    private ServerSentEvent<Fragment> row(Torrent torrent) {
        return LiveEvents.html("swarms/row :: row", Map.of("node", node, "torrent", torrent));
    }
}
