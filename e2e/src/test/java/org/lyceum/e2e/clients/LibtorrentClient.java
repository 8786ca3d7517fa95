package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.libtorrent4j.AlertListener;
import org.libtorrent4j.SessionManager;
import org.libtorrent4j.SessionParams;
import org.libtorrent4j.TorrentInfo;
import org.libtorrent4j.alerts.Alert;
import org.libtorrent4j.alerts.AlertType;
import org.libtorrent4j.alerts.TorrentFinishedAlert;
import org.libtorrent4j.swig.torrent_flags_t;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.Await;

/** libtorrent 2 in this process, the engine of qBittorrent and Deluge. */
final class LibtorrentClient implements ForeignClient {

    private final Path files;
    private final SessionManager session;
    private final CompletableFuture<Void> fetched = new CompletableFuture<>();

    LibtorrentClient(Path folder) {
        Libtorrent.load();
        try {
            files = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session = new SessionManager();
        session.addListener(new Outcome());
        SessionParams parameters = new SessionParams(Libtorrent.plainTcp());
        // Its memory-mapped files bring a handler of SIGSEGV that takes the JVM's own signals for crashes, as does what
        // makes a torrent.
        parameters.setPosixDiskIO();
        session.start(parameters);
    }

    @Override
    public Path files() {
        return files;
    }

    @Override
    public void share(Metainfo torrent) {
        fetch(torrent);
    }

    @Override
    public void fetch(Metainfo torrent) {
        session.download(new TorrentInfo(torrent.toBytes()), files.toFile(), null, null, null, new torrent_flags_t());
    }

    @Override
    public void fetch(MagnetLink magnet) {
        session.download(magnet.toString(), files.toFile(), new torrent_flags_t());
    }

    @Override
    public void awaitFetched() {
        fetched.orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public boolean dialsLoopback() {
        return true;
    }

    @Override
    public boolean createsEmptyFiles() {
        return true;
    }

    @Override
    public void close() {
        session.stop();
    }

    /** Follows the torrent until it is complete and flushed to disk. */
    private final class Outcome implements AlertListener {

        private boolean finished;

        @Override
        public int[] types() {
            return new int[] {
                AlertType.TORRENT_FINISHED.swig(),
                AlertType.CACHE_FLUSHED.swig(),
                AlertType.TORRENT_ERROR.swig(),
                AlertType.FILE_ERROR.swig(),
                AlertType.LISTEN_FAILED.swig()
            };
        }

        @Override
        public void alert(Alert<?> alert) {
            switch (alert.type()) {
                case TORRENT_FINISHED -> {
                    finished = true;
                    ((TorrentFinishedAlert) alert).handle().flushCache();
                }
                case CACHE_FLUSHED -> {
                    if (finished) {
                        fetched.complete(null);
                    }
                }
                default -> fetched.completeExceptionally(new AssertionError(alert.message()));
            }
        }
    }
}
