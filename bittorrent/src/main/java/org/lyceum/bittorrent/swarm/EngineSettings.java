package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How an engine is set up.
 *
 * @param data folder of everything it writes: {@code torrents} for metainfo and resume data, {@code files} for content
 * @param listen TCP address for peers; port 0 takes a free one
 * @param trackers announce URLs that every non-private torrent gets besides its own, each a tier of its own
 * @param privateNetworks whether trackers and peers on loopback and private addresses may be contacted when a torrent
 *     or magnet link (and not {@code trackers}) names them
 */
public record EngineSettings(Path data, InetSocketAddress listen, List<String> trackers, boolean privateNetworks) {

    public EngineSettings {
        trackers = List.copyOf(trackers);
    }
}
