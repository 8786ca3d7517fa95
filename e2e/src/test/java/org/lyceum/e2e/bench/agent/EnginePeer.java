package org.lyceum.e2e.bench.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.AddOptions;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.EngineSettings;
import org.lyceum.bittorrent.swarm.Torrent;
import org.lyceum.bittorrent.swarm.TorrentEvent;
import org.lyceum.bittorrent.swarm.TorrentState;

/** Our engine with the settings it has in a node. */
final class EnginePeer implements AgentPeer {

    private final Engine engine;
    private @Nullable Torrent fetched;

    EnginePeer(Path data) {
        engine = Engine.start(EngineSettings.of(data, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .privateNetworks(true));
    }

    @Override
    public int port() {
        return engine.port();
    }

    @Override
    public void seed(Metainfo torrent) {
        engine.share(torrent, engine.files().resolve(torrent.info().name())).join();
    }

    @Override
    public CompletableFuture<Void> fetch(Metainfo torrent, List<InetSocketAddress> from, Runnable onFirstPiece) {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        Arrival arrival = new Arrival(torrent, onFirstPiece, complete);
        Engine.Subscription subscription = engine.subscribe(arrival);
        fetched = engine.add(torrent, AddOptions.DEFAULT).join().torrent();
        // the torrent is known by now: the link only tells of peers
        MagnetLink peers = new MagnetLink(torrent.info().infoHash(), null, List.of(), from);
        engine.add(peers, AddOptions.DEFAULT).join();
        return complete.whenComplete((_, _) -> subscription.close());
    }

    @Override
    public long uploaded() {
        return current().status().join().uploaded();
    }

    @Override
    public void forget() {
        engine.remove(current().infoHash(), true).join();
    }

    private Torrent current() {
        return Objects.requireNonNull(fetched, "nothing was fetched");
    }

    private static final class Arrival implements Consumer<TorrentEvent> {

        private final Metainfo torrent;
        private final Runnable onFirstPiece;
        private final CompletableFuture<Void> complete;
        private boolean begun;

        Arrival(Metainfo torrent, Runnable onFirstPiece, CompletableFuture<Void> complete) {
            this.torrent = torrent;
            this.onFirstPiece = onFirstPiece;
            this.complete = complete;
        }

        @Override
        public void accept(TorrentEvent event) {
            if (!event.infoHash().equals(torrent.info().infoHash())) {
                return;
            }
            switch (event) {
                case TorrentEvent.PieceDone _ -> {
                    if (!begun) {
                        begun = true;
                        onFirstPiece.run();
                    }
                }
                case TorrentEvent.StateChanged changed -> {
                    if (changed.status().state() == TorrentState.SEEDING) {
                        complete.complete(null);
                    } else if (changed.status().state() == TorrentState.ERROR) {
                        complete.completeExceptionally(
                                new IllegalStateException(changed.status().error()));
                    }
                }
                default -> {}
            }
        }
    }
}
