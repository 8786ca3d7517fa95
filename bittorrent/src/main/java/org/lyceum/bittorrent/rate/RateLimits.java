package org.lyceum.bittorrent.rate;

import org.lyceum.bittorrent.BitTorrentException;

/**
 * The most content that may come in and go out, in bytes per second. What the protocol itself takes is not counted.
 *
 * @param download {@link #UNLIMITED}, or at least 1; as is {@code upload}
 */
public record RateLimits(long download, long upload) {

    /** What stands for no limit. */
    public static final long UNLIMITED = 0;

    public static final RateLimits NONE = new RateLimits(UNLIMITED, UNLIMITED);

    public RateLimits {
        check("download limit", download);
        check("upload limit", upload);
    }

    private static void check(String name, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw BitTorrentException.malformed(
                    "%s: %d bytes per second is below 0, which stands for no limit".formatted(name, bytesPerSecond));
        }
    }
}
