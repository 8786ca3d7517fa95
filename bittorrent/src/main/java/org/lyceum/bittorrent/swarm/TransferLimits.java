package org.lyceum.bittorrent.swarm;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * The limits of an engine or of a torrent, in force.
 *
 * @param download what may come in, {@code upload} what may go out
 */
record TransferLimits(RateLimit download, RateLimit upload) {

    /** @param timer serves connections that wait */
    static TransferLimits of(RateLimits limits, ScheduledExecutorService timer, LongSupplier ticker) {
        return new TransferLimits(
                new RateLimit(limits.download(), timer, ticker), new RateLimit(limits.upload(), timer, ticker));
    }

    RateLimits current() {
        return new RateLimits(download.rate(), upload.rate());
    }

    /** The connections are to be told afterwards. */
    synchronized void change(UnaryOperator<RateLimits> change) {
        RateLimits limits = change.apply(current());
        download.setRate(limits.download());
        upload.setRate(limits.upload());
    }
}
