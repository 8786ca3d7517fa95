package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.bittorrent.blocklist.Blocklist;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * How an engine is set up. {@link #of} gives the defaults, the methods named after components change one.
 *
 * @param data folder of everything it writes: {@code torrents} for metainfo and resume data, {@code files} for content
 * @param listen TCP address for peers; port 0 takes a free one
 * @param trackers announce URLs that every non-private torrent gets besides its own, each a tier of its own; none by
 *     default
 * @param privateNetworks whether trackers and peers on loopback and private addresses may be contacted when a torrent
 *     or magnet link (and not {@code trackers}) names them; by default they may not
 * @param choke how every torrent chooses whom to upload to; {@link ChokeAlgorithm#CLASSIC} by default
 * @param limits what all torrents together may transfer, as the engine starts; none by default
 * @param connections how many connections there may be
 * @param blocklist whom to have nothing to do with from the start; {@link Engine#block} replaces it
 * @param activeDownloads how many torrents download at once, at least 1; the others wait in a queue. One that nothing has
 *     come in for since three minutes does not count, nor does one whose metadata is still being fetched; by default 3
 */
public record EngineSettings(
        Path data,
        InetSocketAddress listen,
        List<String> trackers,
        boolean privateNetworks,
        ChokeAlgorithm choke,
        RateLimits limits,
        ConnectionLimits connections,
        Blocklist blocklist,
        int activeDownloads) {

    public EngineSettings {
        trackers = List.copyOf(trackers);
        if (activeDownloads < 1) {
            throw new IllegalArgumentException("activeDownloads %d, at least 1 is needed".formatted(activeDownloads));
        }
    }

    public static EngineSettings of(Path data, InetSocketAddress listen) {
        return new EngineSettings(
                data,
                listen,
                List.of(),
                false,
                ChokeAlgorithm.CLASSIC,
                RateLimits.NONE,
                ConnectionLimits.DEFAULT,
                Blocklist.EMPTY,
                3);
    }

    public EngineSettings trackers(List<String> announceUrls) {
        return new EngineSettings(
                data, listen, announceUrls, privateNetworks, choke, limits, connections, blocklist, activeDownloads);
    }

    public EngineSettings privateNetworks(boolean allowed) {
        return new EngineSettings(
                data, listen, trackers, allowed, choke, limits, connections, blocklist, activeDownloads);
    }

    public EngineSettings choke(ChokeAlgorithm algorithm) {
        return new EngineSettings(
                data, listen, trackers, privateNetworks, algorithm, limits, connections, blocklist, activeDownloads);
    }

    public EngineSettings limits(RateLimits bytesPerSecond) {
        return new EngineSettings(
                data,
                listen,
                trackers,
                privateNetworks,
                choke,
                bytesPerSecond,
                connections,
                blocklist,
                activeDownloads);
    }

    public EngineSettings connections(ConnectionLimits most) {
        return new EngineSettings(
                data, listen, trackers, privateNetworks, choke, limits, most, blocklist, activeDownloads);
    }

    public EngineSettings blocklist(Blocklist blocked) {
        return new EngineSettings(
                data, listen, trackers, privateNetworks, choke, limits, connections, blocked, activeDownloads);
    }

    public EngineSettings activeDownloads(int most) {
        return new EngineSettings(data, listen, trackers, privateNetworks, choke, limits, connections, blocklist, most);
    }
}
