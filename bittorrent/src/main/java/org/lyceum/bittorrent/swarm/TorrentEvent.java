package org.lyceum.bittorrent.swarm;

import org.lyceum.bittorrent.InfoHash;

/** What changed, as told to {@link Engine#subscribe}. */
public sealed interface TorrentEvent {

    InfoHash infoHash();

    record Added(TorrentStatus status) implements TorrentEvent {
        @Override
        public InfoHash infoHash() {
            return status.infoHash();
        }
    }

    /** Figures changed; at most two a second for one torrent. */
    record Progress(TorrentStatus status) implements TorrentEvent {
        @Override
        public InfoHash infoHash() {
            return status.infoHash();
        }
    }

    /** A piece was verified and written. */
    record PieceDone(InfoHash infoHash, int piece) implements TorrentEvent {}

    record StateChanged(TorrentStatus status) implements TorrentEvent {
        @Override
        public InfoHash infoHash() {
            return status.infoHash();
        }
    }

    record Removed(InfoHash infoHash) implements TorrentEvent {}
}
