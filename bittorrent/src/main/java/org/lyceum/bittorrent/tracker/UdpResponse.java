package org.lyceum.bittorrent.tracker;

import java.util.List;

/** What a tracker answers. */
public sealed interface UdpResponse extends UdpPacket {

    record Connected(int transactionId, long connectionId) implements UdpResponse {}

    /**
     * Other peers of the swarm.
     *
     * @param interval seconds until the next regular announce
     * @param peers of the family in which the datagram came
     */
    record Announced(int transactionId, int interval, int leechers, int seeders, CompactPeers peers)
            implements UdpResponse {}

    /**
     * Sizes of swarms.
     *
     * @param results one for each info hash that was asked about, in that order
     */
    record Scraped(int transactionId, List<ScrapeResult> results) implements UdpResponse {

        public Scraped {
            results = List.copyOf(results);
        }
    }

    /**
     * The tracker refuses.
     *
     * @param message for people
     */
    record Refused(int transactionId, String message) implements UdpResponse {}
}
