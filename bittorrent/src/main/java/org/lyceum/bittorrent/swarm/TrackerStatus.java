package org.lyceum.bittorrent.swarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tracker of a torrent.
 *
 * @param tier position of its tier, from 0 (BEP 12)
 * @param seeders as the tracker last said; null before its first answer, as with {@code leechers}
 * @param error why the last announce failed, null when it did not
 * @param nextAnnounce null when none is planned
 */
public record TrackerStatus(
        String url,
        int tier,
        @Nullable Integer seeders,
        @Nullable Integer leechers,
        @Nullable String error,
        @Nullable Instant nextAnnounce) {

    TrackerStatus inTier(int other) {
        return new TrackerStatus(url, other, seeders, leechers, error, nextAnnounce);
    }
}
