package org.lyceum.peer.torrents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.blocklist.BadLine;

/**
 * The blocklist in use, as JSON.
 *
 * @param ranges of addresses, after those that touch were made one; 0 when nobody is blocked
 * @param ipv4Addresses how many addresses of IPv4 these are
 * @param name what it is called: the configured file's name, or the one given with it over REST; null for none
 * @param source the file that it came from, or {@code put} for one that came over REST; null when there is none
 * @param loadedAt when it was put here or, for a configured file, last read; null when there is none
 * @param badLines how many lines could not be used
 * @param firstBadLines some of them
 * @param turnedAway connections from blocked addresses that were closed as they came in, since the peer started
 */
record BlocklistView(
        int ranges,
        long ipv4Addresses,
        @Nullable String name,
        @Nullable String source,
        @Nullable Instant loadedAt,
        long badLines,
        List<BadLine> firstBadLines,
        long turnedAway) {

    static BlocklistView of(Blocklists.InUse inUse, long turnedAway) {
        return new BlocklistView(
                inUse.list().ranges(),
                inUse.list().ipv4Addresses(),
                inUse.name(),
                inUse.source(),
                inUse.loadedAt(),
                inUse.list().badLines(),
                inUse.list().firstBadLines(),
                turnedAway);
    }
}
