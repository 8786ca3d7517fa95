package org.lyceum.peer.torrents;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a peer takes part in swarms.
 *
 * @param btPort TCP port for other peers, 0 for any that is free
 * @param bind address of that port
 * @param trackers where every torrent is announced, besides its own trackers: {@code host:port} or
 *     {@code udp://host:port}; held as URLs
 * @param privateNetworks whether a torrent or magnet link may name trackers and peers on loopback and private
 *     addresses; those in {@code trackers} always may be there
 * @param choke how every torrent chooses whom to upload to: {@code classic} or {@code bep3}
 * @param downloadLimit content that may come in, in bytes per second, for all torrents together; 0 for no limit, as
 *     with {@code uploadLimit} for what goes out. Holds until the limits are changed over REST
 * @param activeDownloads how many torrents download at once, the others waiting in a queue
 */
@ConfigurationProperties("lyceum.peer")
record PeerProperties(
        @DefaultValue("6881") int btPort,
        @DefaultValue("127.0.0.1") InetAddress bind,
        @DefaultValue List<String> trackers,
        @DefaultValue("false") boolean privateNetworks,
        @DefaultValue("classic") ChokeAlgorithm choke,
        @DefaultValue("0") long downloadLimit,
        @DefaultValue("0") long uploadLimit,
        @DefaultValue("3") int activeDownloads) {

    private static final int HIGHEST_PORT = 65_535;

    PeerProperties {
        if (btPort < 0 || btPort > HIGHEST_PORT) {
            throw new StartupException("lyceum.peer.bt-port is %d, expected 0 to %d.".formatted(btPort, HIGHEST_PORT));
        }
        requireLimit("download-limit", downloadLimit);
        requireLimit("upload-limit", uploadLimit);
        if (activeDownloads < 1) {
            throw new StartupException(
                    "lyceum.peer.active-downloads is %d, expected 1 or more.".formatted(activeDownloads));
        }
        trackers = trackers.stream().map(PeerProperties::announceUrl).toList();
    }

    RateLimits limits() {
        return new RateLimits(downloadLimit, uploadLimit);
    }

    private static void requireLimit(String name, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new StartupException("lyceum.peer.%s is %d, expected bytes per second, or 0 for no limit."
                    .formatted(name, bytesPerSecond));
        }
    }

    private static String announceUrl(String tracker) {
        String url = tracker.contains("://") ? tracker : "udp://" + tracker;
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw noTracker(tracker, e);
        }
        if (!"udp".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getPort() < 1
                || uri.getPort() > HIGHEST_PORT) {
            throw noTracker(tracker, null);
        }
        return url;
    }

    private static StartupException noTracker(String tracker, @Nullable Throwable cause) {
        return new StartupException(
                "lyceum.peer.trackers: '%s' is no tracker, expected host:port or udp://host:port.".formatted(tracker),
                cause);
    }
}
