package org.lyceum.e2e.bench.agent;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.AlertListener;
import org.libtorrent4j.SessionHandle;
import org.libtorrent4j.SessionManager;
import org.libtorrent4j.SessionParams;
import org.libtorrent4j.SettingsPack;
import org.libtorrent4j.Sha1Hash;
import org.libtorrent4j.TcpEndpoint;
import org.libtorrent4j.TorrentInfo;
import org.libtorrent4j.alerts.Alert;
import org.libtorrent4j.alerts.AlertType;
import org.libtorrent4j.alerts.ListenSucceededAlert;
import org.libtorrent4j.alerts.SocketType;
import org.libtorrent4j.alerts.TorrentFinishedAlert;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.tcp_endpoint_vector;
import org.libtorrent4j.swig.torrent_flags_t;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.clients.Libtorrent;

/** libtorrent with its default settings, but for TCP alone. */
final class LibtorrentPeer implements AgentPeer {

    /** How libtorrent reads and writes files. */
    enum DiskIo {
        /** Its default on 64 bits: memory-mapped files, and threads that hash and write. */
        MMAP,
        /** Plain reads and writes, by the thread that does everything. */
        POSIX
    }

    /** What this listener needs; the default of the Java binding, nearly everything, costs libtorrent speed. */
    private static final int ALERTS = alert.error_notification
            .or_(alert.status_notification)
            .or_(alert.storage_notification)
            .or_(alert.piece_progress_notification)
            .to_int();

    private final Path files;
    private final SessionManager session = new SessionManager();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile @Nullable Arrival arrival;

    LibtorrentPeer(Path files, DiskIo disk) {
        this.files = files;
        session.addListener(new Follower());
        SessionParams parameters = new SessionParams(Libtorrent.plainTcp());
        if (disk == DiskIo.POSIX) {
            parameters.setPosixDiskIO();
        }
        session.start(parameters);
        SettingsPack alerts = new SettingsPack();
        alerts.setInteger(int_types.alert_mask.swigValue(), ALERTS);
        session.applySettings(alerts);
    }

    @Override
    public int port() {
        return port.join();
    }

    @Override
    public void seed(Metainfo torrent) {
        fetch(torrent, List.of(), () -> {}).join();
    }

    @Override
    public CompletableFuture<Void> fetch(Metainfo torrent, List<InetSocketAddress> from, Runnable onFirstPiece) {
        Arrival next = new Arrival(Sha1Hash.parseHex(torrent.info().infoHash().toHex()), onFirstPiece);
        arrival = next;
        add_torrent_params parameters = new add_torrent_params();
        parameters.set_ti(new TorrentInfo(torrent.toBytes()).swig());
        parameters.setSave_path(files.toString());
        // without those by default that leave the start to a queue
        parameters.setFlags(new torrent_flags_t());
        tcp_endpoint_vector peers = new tcp_endpoint_vector();
        from.forEach(peer -> peers.add(new TcpEndpoint(peer.getAddress().getHostAddress(), peer.getPort()).swig()));
        parameters.setPeers(peers);
        session.swig().async_add_torrent(parameters);
        return next.complete;
    }

    @Override
    public long uploaded() {
        return session.find(current().infoHash).status().totalPayloadUpload();
    }

    @Override
    public void forget() {
        Arrival gone = current();
        session.remove(session.find(gone.infoHash), SessionHandle.DELETE_FILES);
        gone.deleted.join();
    }

    private Arrival current() {
        return Objects.requireNonNull(arrival, "nothing was fetched");
    }

    /** What is told of one torrent. */
    private static final class Arrival {

        private final Sha1Hash infoHash;
        private final Runnable onFirstPiece;
        private final CompletableFuture<Void> complete = new CompletableFuture<>();
        private final CompletableFuture<Void> deleted = new CompletableFuture<>();
        private boolean begun;
        private boolean finished;

        Arrival(Sha1Hash infoHash, Runnable onFirstPiece) {
            this.infoHash = infoHash;
            this.onFirstPiece = onFirstPiece;
        }
    }

    /** Hears what happens, on one thread; a session has one torrent. */
    private final class Follower implements AlertListener {

        @Override
        public int @Nullable [] types() {
            return null;
        }

        @Override
        public void alert(Alert<?> alert) {
            if (alert instanceof ListenSucceededAlert listening) {
                if (listening.socketType() == SocketType.TCP) {
                    port.complete(listening.port());
                }
                return;
            }
            if (alert.type() == AlertType.LISTEN_FAILED) {
                port.completeExceptionally(new IllegalStateException(alert.message()));
                return;
            }
            Arrival now = arrival;
            if (now != null) {
                follow(now, alert);
            }
        }

        private void follow(Arrival now, Alert<?> alert) {
            switch (alert.type()) {
                case PIECE_FINISHED -> {
                    if (!now.begun) {
                        now.begun = true;
                        now.onFirstPiece.run();
                    }
                }
                case TORRENT_FINISHED -> {
                    now.finished = true;
                    ((TorrentFinishedAlert) alert).handle().flushCache();
                }
                case CACHE_FLUSHED -> {
                    if (now.finished) {
                        now.complete.complete(null);
                    }
                }
                case TORRENT_DELETED -> now.deleted.complete(null);
                case TORRENT_DELETE_FAILED, TORRENT_ERROR, FILE_ERROR -> {
                    IllegalStateException failure = new IllegalStateException(alert.message());
                    now.complete.completeExceptionally(failure);
                    now.deleted.completeExceptionally(failure);
                }
                default -> {}
            }
        }
    }
}
