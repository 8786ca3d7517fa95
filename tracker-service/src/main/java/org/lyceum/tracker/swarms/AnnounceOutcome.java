package org.lyceum.tracker.swarms;

import org.lyceum.bittorrent.tracker.CompactPeers;

/** What comes of an announce. */
public sealed interface AnnounceOutcome {

    /**
     * The peer is in the swarm, or has left it.
     *
     * @param leechers of both address families, as are {@code seeders}
     * @param peers of the family of the one that asked
     */
    record Accepted(int leechers, int seeders, CompactPeers peers) implements AnnounceOutcome {}

    /**
     * A limit is reached; nothing has changed.
     *
     * @param why for people
     */
    record Refused(String why) implements AnnounceOutcome {}
}
