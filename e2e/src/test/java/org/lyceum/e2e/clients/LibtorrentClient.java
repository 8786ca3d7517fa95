package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.libtorrent4j.AlertListener;
import org.libtorrent4j.SessionManager;
import org.libtorrent4j.SessionParams;
import org.libtorrent4j.SettingsPack;
import org.libtorrent4j.TorrentInfo;
import org.libtorrent4j.alerts.Alert;
import org.libtorrent4j.alerts.AlertType;
import org.libtorrent4j.alerts.TorrentFinishedAlert;
import org.libtorrent4j.swig.settings_pack.bool_types;
import org.libtorrent4j.swig.settings_pack.enc_policy;
import org.libtorrent4j.swig.settings_pack.int_types;
import org.libtorrent4j.swig.torrent_flags_t;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.Await;

/** libtorrent 2 in this process, the engine of qBittorrent and Deluge. */
final class LibtorrentClient implements ForeignClient {

    private static final String NATIVE_LIBRARY = "/lib/x86_64/libtorrent4j.so";

    static {
        System.setProperty("libtorrent4j.jni.path", extractNativeLibrary().toString());
    }

    private final Path files;
    private final SessionManager session = new SessionManager();
    private final CompletableFuture<Void> fetched = new CompletableFuture<>();

    LibtorrentClient(Path folder) {
        try {
            files = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.addListener(new Outcome());
        SessionParams parameters = new SessionParams(settings());
        // Its memory-mapped files bring a handler of SIGSEGV that takes the JVM's own signals for crashes, as does what
        // makes a torrent.
        parameters.setPosixDiskIO();
        session.start(parameters);
    }

    private static Path extractNativeLibrary() {
        try (InputStream library = Objects.requireNonNull(
                LibtorrentClient.class.getResourceAsStream(NATIVE_LIBRARY), "libtorrent4j-linux is not there")) {
            Path extracted = Files.createTempFile("libtorrent4j", ".so");
            extracted.toFile().deleteOnExit();
            Files.write(extracted, library.readAllBytes());
            return extracted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain TCP on loopback, peers from the tracker alone. */
    private static SettingsPack settings() {
        SettingsPack settings = new SettingsPack().listenInterfaces("127.0.0.1:0");
        Map.of(
                        bool_types.enable_dht, false,
                        bool_types.enable_lsd, false,
                        bool_types.enable_upnp, false,
                        bool_types.enable_natpmp, false,
                        bool_types.enable_outgoing_utp, false,
                        bool_types.enable_incoming_utp, false,
                        bool_types.ssrf_mitigation, false,
                        bool_types.allow_multiple_connections_per_ip, true)
                .forEach((type, value) -> settings.setBoolean(type.swigValue(), value));
        settings.setInteger(int_types.out_enc_policy.swigValue(), enc_policy.pe_disabled.swigValue());
        settings.setInteger(int_types.in_enc_policy.swigValue(), enc_policy.pe_enabled.swigValue());
        return settings;
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
