package org.lyceum.ui.nodes;

import java.util.LinkedHashMap;
import java.util.Map;

/** A node's torrents as its events tell. For one thread. */
public final class NodePicture {

    private final Map<String, Torrent> torrents = new LinkedHashMap<>();

    /** Takes an event in and says how the node is then. */
    public NodeHealth after(NodeEvent event) {
        switch (event) {
            case NodeEvent.Snapshot snapshot -> {
                torrents.clear();
                snapshot.torrents().forEach(torrent -> torrents.put(torrent.infoHash(), torrent));
            }
            case NodeEvent.Changed changed -> torrents.put(changed.torrent().infoHash(), changed.torrent());
            case NodeEvent.Removed removed -> torrents.remove(removed.infoHash());
            case NodeEvent.Lost lost -> torrents.clear();
            case NodeEvent.Piece piece -> {}
        }
        return event instanceof NodeEvent.Lost ? NodeHealth.LOST : NodeHealth.of(torrents.values());
    }
}
