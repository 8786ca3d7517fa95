package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of one file in order, while the torrent may still be downloading: the pieces that it waits for, and
 * a few after them, are fetched first. Closing it withdraws that wish.
 */
public interface ContentReader extends AutoCloseable {

    /**
     * The next bytes, at most {@code maxBytes}, at least one; null after the last. Call again only when the future has
     * completed. It fails when the torrent is removed or stops with an error.
     */
    CompletableFuture<@Nullable ByteBuffer> next(int maxBytes);

    @Override
    void close();
}
