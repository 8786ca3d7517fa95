package org.lyceum.peer.torrents;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
 */
@ConfigurationProperties("lyceum.peer")
record PeerProperties(
        @DefaultValue("6881") int btPort,
        @DefaultValue("127.0.0.1") InetAddress bind,
        @DefaultValue List<String> trackers,
        @DefaultValue("false") boolean privateNetworks) {

    private static final int HIGHEST_PORT = 65_535;

    PeerProperties {
        if (btPort < 0 || btPort > HIGHEST_PORT) {
            throw new StartupException("lyceum.peer.bt-port is %d, expected 0 to %d.".formatted(btPort, HIGHEST_PORT));
        }
        trackers = trackers.stream().map(PeerProperties::announceUrl).toList();
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
