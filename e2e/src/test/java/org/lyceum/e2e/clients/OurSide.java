package org.lyceum.e2e.clients;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;
import org.lyceum.bittorrent.swarm.AddOptions;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.EngineSettings;
import org.lyceum.bittorrent.swarm.Torrent;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.bittorrent.swarm.TorrentStatus;
import org.lyceum.e2e.Await;

/** Our peers in one test. They know each other, and others, by the tracker alone. */
final class OurSide implements AutoCloseable {

    private final Path folder;
    private final URI announce;
    private final List<Engine> engines = new ArrayList<>();

    OurSide(Path folder, URI announce) {
        this.folder = folder;
        this.announce = announce;
    }

    /** A peer with nothing yet. */
    Engine peer(String name) {
        Engine engine = Engine.start(
                EngineSettings.of(folder.resolve(name), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .trackers(List.of(announce.toString())));
        engines.add(engine);
        return engine;
    }

    /** A torrent of a file or folder, announced to the tracker. */
    Metainfo torrentOf(Path root) {
        return announced(TorrentCreator.create(root, List.of(), _ -> {}));
    }

    /** The torrent announced to the tracker alone. */
    Metainfo announced(Metainfo torrent) {
        return torrent.withTrackers(List.of(List.of(announce.toString())));
    }

    /** A link that has neither metadata nor peers. */
    MagnetLink magnetOf(Metainfo torrent) {
        return new MagnetLink(torrent.info().infoHash(), null, List.of(announce.toString()), List.of());
    }

    static Torrent share(Engine engine, Metainfo torrent, Path root) {
        return engine.share(torrent, root).join().torrent();
    }

    static Torrent fetch(Engine engine, Metainfo torrent) {
        return engine.add(torrent, AddOptions.DEFAULT).join().torrent();
    }

    static Torrent fetch(Engine engine, MagnetLink magnet) {
        return engine.add(magnet, AddOptions.DEFAULT).join().torrent();
    }

    static TorrentStatus awaitFetched(Torrent torrent) {
        return Await.value("our peer has all of " + torrent.infoHash(), () -> {
            TorrentStatus status = torrent.status().join();
            return Optional.of(status).filter(now -> now.state() == TorrentState.SEEDING);
        });
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }
}
