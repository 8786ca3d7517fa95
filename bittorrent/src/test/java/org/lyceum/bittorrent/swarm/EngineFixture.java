package org.lyceum.bittorrent.swarm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;

/** Engines on loopback, and what tests do with them again and again. */
final class EngineFixture implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final List<Engine> engines = new ArrayList<>();

    EngineFixture(Path folder) {
        this.folder = folder;
    }

    Engine engine(String name) {
        Engine engine = Engine.start(new EngineSettings(
                folder.resolve(name), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), true));
        engines.add(engine);
        return engine;
    }

    void close(Engine engine) {
        engine.close();
        engines.remove(engine);
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }

    static byte[] randomBytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes a file below the engine's files and shares it. */
    static Metainfo share(Engine engine, String name, byte[] bytes) throws IOException {
        Path file = engine.files().resolve(name);
        Files.write(file, bytes);
        return share(engine, file);
    }

    static Metainfo share(Engine engine, Path root) {
        Metainfo metainfo = TorrentCreator.create(root, List.of(), _ -> {});
        engine.share(metainfo, root)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return metainfo;
    }

    static Torrent add(Engine engine, Metainfo metainfo, AddOptions options) {
        return engine.add(metainfo, options)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .torrent();
    }

    /** Adds by a magnet link that names {@code from} as a peer. */
    static Torrent addFrom(Engine engine, Metainfo metainfo, int... ports) {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int port : ports) {
            peers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        MagnetLink magnet = new MagnetLink(metainfo.info().infoHash(), null, List.of(), peers);
        return engine.add(magnet, AddOptions.DEFAULT)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .torrent();
    }

    static TorrentStatus await(Engine engine, Torrent torrent, TorrentState state) {
        return await(engine, torrent, status -> status.state() == state);
    }

    static TorrentStatus await(Engine engine, Torrent torrent, Predicate<TorrentStatus> condition) {
        CompletableFuture<TorrentStatus> reached = new CompletableFuture<>();
        Runnable look = () -> {
            var _ = torrent.status().thenAccept(status -> {
                if (condition.test(status)) {
                    reached.complete(status);
                }
            });
        };
        try (var _ = engine.subscribe(_ -> look.run())) {
            look.run();
            return reached.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(e -> {
                        throw new AssertionError(
                                "waited in vain: " + torrent.status().join()
                                        + torrent.peers().join(),
                                e);
                    })
                    .join();
        }
    }
}
