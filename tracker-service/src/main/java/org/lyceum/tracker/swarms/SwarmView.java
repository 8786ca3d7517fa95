package org.lyceum.tracker.swarms;

import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.tracker.ScrapeResult;

/**
 * A swarm over REST.
 *
 * @param infoHash 40 hexadecimal digits
 * @param completed downloads that were reported complete since the tracker has known the swarm
 */
public record SwarmView(String infoHash, int seeders, int leechers, int completed) {

    static SwarmView of(InfoHash infoHash, ScrapeResult counts) {
        return new SwarmView(infoHash.toHex(), counts.seeders(), counts.leechers(), counts.completed());
    }
}
