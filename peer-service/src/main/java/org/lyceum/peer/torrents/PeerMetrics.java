package org.lyceum.peer.torrents;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.TorrentEvent;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.bittorrent.swarm.TorrentStatus;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts what the engine's events tell: bytes since the start of this process, torrents by state, peers. */
@Component
final class PeerMetrics implements DisposableBean {

    private final Map<InfoHash, TorrentStatus> latest = new ConcurrentHashMap<>();
    private final Counter downloaded;
    private final Counter uploaded;
    private final Engine.Subscription subscription;

    PeerMetrics(Engine engine, MeterRegistry registry) {
        downloaded = bytes("lyceum.peer.downloaded", "Payload received from peers", registry);
        uploaded = bytes("lyceum.peer.uploaded", "Payload sent to peers", registry);
        for (TorrentState state : TorrentState.values()) {
            Gauge.builder(
                            "lyceum.peer.torrents",
                            latest,
                            all -> all.values().stream()
                                    .filter(status -> status.state() == state)
                                    .count())
                    .description("Torrents by what they are doing")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(
                        "lyceum.peer.connections",
                        latest,
                        all -> all.values().stream()
                                .mapToInt(TorrentStatus::peers)
                                .sum())
                .description("Connected peers over all torrents")
                .register(registry);
        subscription = engine.subscribe(this::note);
        Flux.fromIterable(engine.torrents())
                .flatMap(torrent -> Mono.fromFuture(torrent::status).onErrorComplete())
                .subscribe(status -> latest.putIfAbsent(status.infoHash(), status));
    }

    @Override
    public void destroy() {
        subscription.close();
    }

    private void note(TorrentEvent event) {
        switch (event) {
            case TorrentEvent.Added(TorrentStatus status) -> count(status);
            case TorrentEvent.Progress(TorrentStatus status) -> count(status);
            case TorrentEvent.StateChanged(TorrentStatus status) -> count(status);
            case TorrentEvent.Removed(InfoHash infoHash) -> latest.remove(infoHash);
            case TorrentEvent.PieceDone done -> {
                // the figures follow in the next progress
            }
        }
    }

    private void count(TorrentStatus now) {
        TorrentStatus before = latest.put(now.infoHash(), now);
        if (before != null) {
            downloaded.increment((double) Math.max(0, now.downloaded() - before.downloaded()));
            uploaded.increment((double) Math.max(0, now.uploaded() - before.uploaded()));
        }
    }

    private static Counter bytes(String name, String description, MeterRegistry registry) {
        return Counter.builder(name)
                .description(description)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }
}
