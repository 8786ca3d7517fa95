package org.lyceum.e2e.bench.transfer;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** A peer in a process of its own: it shares one torrent for all its life, or fetches one after another. */
interface Participant extends AutoCloseable {

    /**
     * A fetched torrent.
     *
     * @param toFirstPiece nanoseconds from the order to fetch until the first piece was verified, as near as the peer tells
     * @param nanos nanoseconds from the order until everything was verified and written
     */
    record Arrival(long toFirstPiece, long nanos) {}

    long pid();

    /** Where its content stands. */
    Path files();

    /** Where peers connect to it. */
    InetSocketAddress address();

    /** Shares a torrent whose content stands complete in {@link #files()}; returns once it is ready to send. */
    void seed(Metainfo torrent);

    /** Orders it to fetch; returns once it has understood. */
    CompletableFuture<Arrival> fetch(Metainfo torrent, List<InetSocketAddress> from);

    /** Bytes of content that it has sent of the torrent last fetched; empty when it does not tell. */
    OptionalLong uploaded();

    /** Removes the torrent last fetched, and its files. */
    void forget();

    @Override
    void close();
}
