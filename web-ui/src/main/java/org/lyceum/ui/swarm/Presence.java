package org.lyceum.ui.swarm;

import java.util.List;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.Torrent;

/** Follows one torrent through its node's events. For one thread. */
final class Presence {

    /** What a page wants to know of it. */
    sealed interface Sight {}

    record Seen(Torrent torrent) implements Sight {}

    /** Its node has it no more. */
    record Gone() implements Sight {}

    /** Its node was lost, or either is back. */
    record Turned() implements Sight {}

    private final String infoHash;
    private boolean here = true;

    Presence(String infoHash) {
        this.infoHash = infoHash;
    }

    List<Sight> after(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Snapshot snapshot ->
                snapshot.torrents().stream()
                        .filter(this::isIt)
                        .findFirst()
                        .map(this::seen)
                        .orElseGet(() -> absent(new Gone()));
            case NodeEvent.Changed changed when isIt(changed.torrent()) -> seen(changed.torrent());
            case NodeEvent.Removed removed when removed.infoHash().equals(infoHash) -> absent(new Gone());
            case NodeEvent.Lost lost -> absent(new Turned());
            case NodeEvent.Changed other -> List.of();
            case NodeEvent.Removed other -> List.of();
            case NodeEvent.Piece piece -> List.of();
        };
    }

    private List<Sight> seen(Torrent torrent) {
        boolean back = !here;
        here = true;
        return List.of(back ? new Turned() : new Seen(torrent));
    }

    private List<Sight> absent(Sight sight) {
        boolean news = here;
        here = false;
        return news ? List.of(sight) : List.of();
    }

    private boolean isIt(Torrent torrent) {
        return torrent.infoHash().equals(infoHash);
    }
}
