package org.lyceum.peer.torrents;

import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * The JSON body that changes limits.
 *
 * @param download bytes per second, 0 for no limit, null to leave it as it is; as is {@code upload}
 */
record LimitsChange(@Nullable Long download, @Nullable Long upload) {

    /** @throws org.lyceum.bittorrent.BitTorrentException naming the limit that cannot be */
    RateLimits appliedTo(RateLimits before) {
        return new RateLimits(
                download != null ? download : before.download(), upload != null ? upload : before.upload());
    }
}
