package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
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
        Engine engine = Engine.start(settings(name));
        engines.add(engine);
        return engine;
    }

    /** An engine whose time passes only as {@code ticker} says, and whose buffers are counted. */
    Engine engine(String name, LongSupplier ticker, ByteBufAllocator buffers) {
        Engine engine = Engine.start(settings(name), ticker, buffers);
        engines.add(engine);
        return engine;
    }

    Engine engine(String name, ConnectionLimits limits, LongSupplier ticker, ByteBufAllocator buffers) {
        Engine engine = Engine.start(settings(name).connections(limits), ticker, buffers);
        engines.add(engine);
        return engine;
    }

    private EngineSettings settings(String name) {
        return EngineSettings.of(folder.resolve(name), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .privateNetworks(true);
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

    /** A torrent of one file, cut as a test needs it. */
    static Metainfo metainfo(String name, byte[] content, int pieceLength) throws NoSuchAlgorithmException {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += pieceLength) {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(content, from, Math.min(pieceLength, content.length - from));
            hashes.writeBytes(sha1.digest());
        }
        byte[] info = BencodeDictionary.builder()
                .put("length", content.length)
                .put("name", name)
                .put("piece length", pieceLength)
                .put("pieces", hashes.toByteArray())
                .build()
                .toBytes();
        return new Metainfo(InfoDictionary.parse(info), List.of(), null, null, null);
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

    /** Looks at every event, and now and then without one: what changed and changed back brings none. */
    static TorrentStatus await(Engine engine, Torrent torrent, Predicate<TorrentStatus> condition) {
        BlockingQueue<TorrentEvent> events = new LinkedBlockingQueue<>();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (var _ = engine.subscribe(events::add)) {
            while (System.nanoTime() < patience) {
                TorrentStatus status = torrent.status().join();
                if (condition.test(status)) {
                    return status;
                }
                events.poll(100, TimeUnit.MILLISECONDS);
                events.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(
                "waited in vain: " + torrent.status().join() + torrent.peers().join());
    }
}
