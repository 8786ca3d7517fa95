package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.Torrent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the torrent that a path names. */
@Component
final class TorrentLookup {

    private final Engine engine;

    TorrentLookup(Engine engine) {
        this.engine = engine;
    }

    /** Fails with a {@link BitTorrentException}: malformed, or not found. */
    Mono<Torrent> find(String infoHash) {
        return Mono.fromCallable(() -> {
            InfoHash parsed = InfoHash.parse(infoHash);
            return engine.find(parsed)
                    .orElseThrow(() -> new BitTorrentException(
                            BitTorrentException.Reason.NOT_FOUND, "torrent %s is not here".formatted(parsed)));
        });
    }
}
