package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.rate.RateLimits;

/**
 * Limits as REST and events tell them.
 *
 * @param download bytes per second, 0 for no limit; as is {@code upload}
 */
record LimitsView(long download, long upload) {

    static LimitsView of(RateLimits limits) {
        return new LimitsView(limits.download(), limits.upload());
    }
}
