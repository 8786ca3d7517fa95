package org.lyceum.bittorrent.tracker;

import java.util.List;
import org.lyceum.bittorrent.InfoHash;

/** What a peer sends to a tracker. */
public sealed interface UdpRequest extends UdpPacket {

    /** Asks for the connection id that every other request must carry, which proves that the sender's address is its own. */
    record Connect(int transactionId) implements UdpRequest {}

    /**
     * A peer tells about itself.
     *
     * @param urlData path and query of the tracker's URL (BEP 41), empty when there is none
     */
    record Announce(long connectionId, int transactionId, AnnounceRequest announce, String urlData)
            implements UdpRequest {}

    /**
     * Asks how large swarms are.
     *
     * @param infoHashes 1 to {@value #MAX_HASHES}
     */
    record Scrape(long connectionId, int transactionId, List<InfoHash> infoHashes) implements UdpRequest {

        /** As many as BEP 15 lets into one datagram. */
        public static final int MAX_HASHES = 74;

        public Scrape {
            infoHashes = List.copyOf(infoHashes);
            if (infoHashes.isEmpty() || infoHashes.size() > MAX_HASHES) {
                throw new IllegalArgumentException(
                        "scrape: %d info hashes, expected 1 to %d".formatted(infoHashes.size(), MAX_HASHES));
            }
        }
    }
}
