package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How an engine is set up. {@link #of} gives the defaults, the methods named after components change one.
 *
 * @param data folder of everything it writes: {@code torrents} for metainfo and resume data, {@code files} for content
 * @param listen TCP address for peers; port 0 takes a free one
 * @param trackers announce URLs that every non-private torrent gets besides its own, each a tier of its own; none by
 *     default
 * @param privateNetworks whether trackers and peers on loopback and private addresses may be contacted when a torrent
 *     or magnet link (and not {@code trackers}) names them; by default they may not
 */
public record EngineSettings(Path data, InetSocketAddress listen, List<String> trackers, boolean privateNetworks) {

    public EngineSettings {
        trackers = List.copyOf(trackers);
    }

    public static EngineSettings of(Path data, InetSocketAddress listen) {
        return new EngineSettings(data, listen, List.of(), false);
    }

    public EngineSettings trackers(List<String> announceUrls) {
        return new EngineSettings(data, listen, announceUrls, privateNetworks);
    }

    public EngineSettings privateNetworks(boolean allowed) {
        return new EngineSettings(data, listen, trackers, allowed);
    }
}
