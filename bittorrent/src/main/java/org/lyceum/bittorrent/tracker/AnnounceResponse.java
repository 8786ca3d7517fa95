package org.lyceum.bittorrent.tracker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a tracker tells an announcing peer.
 *
 * @param interval how long to wait before the next regular announce
 * @param leechers peers that miss something, as is {@code seeders} for those that miss nothing
 * @param peers addresses to connect to, every port 1 to 65535; not yet checked by an {@link AddressPolicy}
 */
public record AnnounceResponse(Duration interval, int leechers, int seeders, List<InetSocketAddress> peers) {

    public AnnounceResponse {
        peers = List.copyOf(peers);
    }
}
