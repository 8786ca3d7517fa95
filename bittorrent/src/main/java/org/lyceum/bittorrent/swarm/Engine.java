package org.lyceum.bittorrent.swarm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** A BitTorrent peer: one listening port, many torrents. May be called from any thread. */
public final class Engine implements AutoCloseable {

    private Engine() {}

    /**
     * Binds the port and takes up the torrents of an earlier run.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException when the port is in use or the data folder cannot be used
     */
    public static Engine start(EngineSettings settings) {
        throw new UnsupportedOperationException();
    }

    /** The TCP port that peers connect to. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** The folder that content is written to; files that are to be shared from here must stand in it. */
    public Path files() {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Addition> add(Metainfo metainfo, AddOptions options) {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Addition> add(MagnetLink magnet, AddOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a torrent whose content was hashed here a moment ago and stands complete at {@code root}, below
     * {@link #files()}: the file of a single-file torrent, the folder of a multi-file one. Seeds at once.
     */
    public CompletableFuture<Addition> share(Metainfo metainfo, Path root) {
        throw new UnsupportedOperationException();
    }

    public Optional<Torrent> find(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }

    /** Every torrent, the oldest first. */
    public List<Torrent> torrents() {
        throw new UnsupportedOperationException();
    }

    /** Forgets a torrent; fails with {@code NOT_FOUND} for one that is not here. */
    public CompletableFuture<Void> remove(InfoHash infoHash, boolean deleteFiles) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls {@code listener} for every event, in order for each torrent, on an engine thread: it must not block.
     * Closing the answer ends it.
     */
    public Subscription subscribe(Consumer<TorrentEvent> listener) {
        throw new UnsupportedOperationException();
    }

    /** Announces that it stops, saves resume data, closes every connection and file. */
    @Override
    public void close() {}

    /** Ends a subscription when closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
