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
 * @param source the file that it came from, or {@code put} for one that came over REST; null when there is none
 * @param loadedAt null when there is none
 * @param badLines how many lines could not be used
 * @param firstBadLines some of them
 */
record BlocklistView(
        int ranges,
        long ipv4Addresses,
        @Nullable String source,
        @Nullable Instant loadedAt,
        long badLines,
        List<BadLine> firstBadLines) {

    static BlocklistView of(Blocklists.InUse inUse) {
        return new BlocklistView(
                inUse.list().ranges(),
                inUse.list().ipv4Addresses(),
                inUse.source(),
                inUse.loadedAt(),
                inUse.list().badLines(),
                inUse.list().firstBadLines());
    }
}
