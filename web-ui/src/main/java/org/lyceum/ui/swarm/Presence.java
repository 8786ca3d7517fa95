package org.lyceum.ui.swarm;

import java.util.List;
import java.util.Optional;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.Torrent;

/** Follows one torrent through its node's events. For one thread. */
final class Presence {

    /** What a page wants to know of it. */
    sealed interface Sight {}

    record Seen(Torrent torrent) implements Sight {}

    /** It was removed, or its node was lost, or either is back. */
    record CameOrWent() implements Sight {}

    private final String infoHash;
    private boolean here = true;

    Presence(String infoHash) {
        this.infoHash = infoHash;
    }

    List<Sight> after(NodeEvent event) {
        return switch (event) {
            case NodeEvent.Snapshot snapshot ->
                now(snapshot.torrents().stream().filter(this::isIt).findFirst());
            case NodeEvent.Changed changed when isIt(changed.torrent()) -> now(Optional.of(changed.torrent()));
            case NodeEvent.Removed removed when removed.infoHash().equals(infoHash) -> now(Optional.empty());
            case NodeEvent.Lost lost -> now(Optional.empty());
            case NodeEvent.Changed other -> List.of();
            case NodeEvent.Removed other -> List.of();
            case NodeEvent.Piece piece -> List.of();
        };
    }

    private List<Sight> now(Optional<Torrent> torrent) {
        boolean turned = here != torrent.isPresent();
        here = torrent.isPresent();
        return turned
                ? List.of(new CameOrWent())
                : torrent.<List<Sight>>map(seen -> List.of(new Seen(seen))).orElse(List.of());
    }

    private boolean isIt(Torrent torrent) {
        return torrent.infoHash().equals(infoHash);
    }
}
