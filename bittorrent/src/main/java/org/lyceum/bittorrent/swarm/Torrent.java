package org.lyceum.bittorrent.swarm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * A torrent in an engine. Every method may be called from any thread; a future fails with a
 * {@link org.lyceum.bittorrent.BitTorrentException}, of reason {@code NOT_FOUND} once the torrent was removed.
 */
public interface Torrent {

    InfoHash infoHash();

    CompletableFuture<TorrentStatus> status();

    /** Empty until the metadata is known. */
    CompletableFuture<Optional<Metainfo>> metainfo();

    /** Empty until the metadata is known, as with the next one. */
    CompletableFuture<List<FileStatus>> files();

    CompletableFuture<PieceMap> pieces();

    CompletableFuture<List<PeerStatus>> peers();

    CompletableFuture<ChokeStatus> choking();

    CompletableFuture<List<TrackerStatus>> trackers();

    CompletableFuture<Void> pause();

    /** Goes on after a pause or an error; nothing to do in any other state. */
    CompletableFuture<Void> resume();

    /** Goes to another place in the queue of downloads, and stays there over a restart. */
    CompletableFuture<Void> moveInQueue(QueueMove move);

    /**
     * Hashes everything on disk again, once it is this torrent's turn; completes as soon as nothing is taken for right
     * any more until it has been hashed, not even after a restart.
     */
    CompletableFuture<Void> verify();

    /** Fails with {@code NOT_FOUND} for an index that no file has. */
    CompletableFuture<Void> setPriority(int fileIndex, FilePriority priority);

    /** Limits this torrent, within the limits of the engine; counts at once, and after a restart as well. */
    default CompletableFuture<Void> limit(RateLimits limits) {
        return changeLimits(_ -> limits);
    }

    /** As {@link #limit}, given the limits before; of changes at the same time none is lost. */
    CompletableFuture<Void> changeLimits(UnaryOperator<RateLimits> change);

    /**
     * Opens bytes {@code from} to {@code to} (exclusive) of a file. Fails with {@code NOT_FOUND} for an index that no
     * file has, with {@code CONFLICT} while the metadata is not known.
     */
    CompletableFuture<ContentReader> read(int fileIndex, long from, long to);
}
