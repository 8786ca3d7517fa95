package org.lyceum.bittorrent.tracker;

import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;

/**
 * What a peer tells a tracker about itself and one torrent (BEP 15).
 *
 * @param downloaded payload bytes received since the {@code STARTED} event, as is {@code uploaded} for sent
 * @param left bytes missing; 0 marks a seed
 * @param key a number that stays the same while the peer runs, so that it can show who it is after a change of address
 * @param numWant how many peers are wanted; negative leaves it to the tracker
 * @param port TCP port on which the peer listens, 0 to 65535 (0 when it does not listen: trackers refuse it)
 */
public record AnnounceRequest(
        InfoHash infoHash,
        PeerId peerId,
        long downloaded,
        long left,
        long uploaded,
        AnnounceEvent event,
        int key,
        int numWant,
        int port) {

    public AnnounceRequest {
        if (port < 0 || port > 0xffff) {
            throw BitTorrentException.malformed("announce: port %d is not between 0 and 65535".formatted(port));
        }
    }
}
