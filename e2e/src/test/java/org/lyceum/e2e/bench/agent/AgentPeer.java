package org.lyceum.e2e.bench.agent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** A peer of one kind. It shares a torrent for all its life, or fetches one after another. */
interface AgentPeer {

    /** Port on loopback where peers are to connect. */
    int port();

    /** Shares what stands complete in the peer's folder; returns once it is ready to send. */
    void seed(Metainfo torrent);

    /**
     * Begins to fetch a torrent from peers.
     *
     * @param onFirstPiece called when the first piece is verified
     * @return completes when everything is verified and written
     */
    CompletableFuture<Void> fetch(Metainfo torrent, List<InetSocketAddress> from, Runnable onFirstPiece);

    /** Bytes of content that it has sent of the torrent last fetched. */
    long uploaded();

    /** Removes the torrent last fetched, and its files. */
    void forget();
}
