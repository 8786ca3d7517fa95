package org.lyceum.ui.nodes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tracker of a torrent.
 *
 * @param tier position of its tier, from 0
 * @param seeders as it last said; null before its first answer, as is {@code leechers}
 * @param error why the last announce failed
 */
public record Tracker(
        String url,
        int tier,
        @Nullable Integer seeders,
        @Nullable Integer leechers,
        @Nullable String error,
        @Nullable Instant nextAnnounce) {}
