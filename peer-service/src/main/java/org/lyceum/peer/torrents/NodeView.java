package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.swarm.ConnectionCounts;
import org.lyceum.bittorrent.swarm.ConnectionLimits;
import org.lyceum.bittorrent.swarm.DownloadCounts;

/**
 * How this peer was set up, and how much of what it may use it uses, as JSON.
 *
 * @param choke how every torrent chooses whom to upload to
 * @param uploadSlots how many peers each torrent uploads to at once
 */
record NodeView(
        String name, ChokeAlgorithm choke, int uploadSlots, DownloadCounts downloads, ConnectionsView connections) {

    /** What there is now, and the most there may be. */
    record ConnectionsView(ConnectionCounts now, ConnectionLimits most) {}
}
