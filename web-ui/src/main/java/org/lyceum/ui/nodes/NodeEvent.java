package org.lyceum.ui.nodes;

import java.util.List;

/** What happens at a node, as its event stream and a look at it from time to time tell. */
public sealed interface NodeEvent {

    /** Everything that it has now, oldest first: the truth, where it differs from what was told before. */
    record Snapshot(List<Torrent> torrents) implements NodeEvent {

        public Snapshot {
            torrents = List.copyOf(torrents);
        }
    }

    /** A torrent is new, or its figures or its state changed. */
    record Changed(Torrent torrent) implements NodeEvent {}

    /** A piece was verified. */
    record Piece(String infoHash, int piece) implements NodeEvent {}

    record Removed(String infoHash) implements NodeEvent {}

    /** It does not answer any more; a {@link Snapshot} follows when it does again. */
    record Lost() implements NodeEvent {}
}
