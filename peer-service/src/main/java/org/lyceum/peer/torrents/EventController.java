package org.lyceum.peer.torrents;

import java.time.Duration;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.TorrentEvent;
import org.lyceum.bittorrent.swarm.TorrentStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What happens to torrents, as server-sent events. A comment now and then shows that the stream is alive. */
@RestController
class EventController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int EVENTS_PER_READER = 1024;

    private final Engine engine;

    EventController(Engine engine) {
        this.engine = engine;
    }

    /** The data of {@code piece}. */
    record PieceView(String infoHash, int piece) {}

    /** The data of {@code torrent-removed}. */
    record RemovedView(String infoHash) {}

    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> events() {
        Flux<ServerSentEvent<Object>> heartbeat =
                Flux.interval(HEARTBEAT).onBackpressureDrop().map(beat -> comment());
        return EventPump.events(engine::subscribe, comment(), EventController::message, EVENTS_PER_READER)
                .publishOn(Schedulers.parallel(), 16)
                .publish(events -> Flux.merge(events, heartbeat.takeUntilOther(events.ignoreElements())));
    }

    private static ServerSentEvent<Object> comment() {
        return ServerSentEvent.builder().comment("").build();
    }

    private static ServerSentEvent<Object> message(TorrentEvent event) {
        return switch (event) {
            case TorrentEvent.Added(TorrentStatus status) -> message("torrent-added", TorrentView.of(status));
            case TorrentEvent.Progress(TorrentStatus status) -> message("progress", TorrentView.of(status));
            case TorrentEvent.StateChanged(TorrentStatus status) -> message("state", TorrentView.of(status));
            case TorrentEvent.PieceDone done ->
                message("piece", new PieceView(done.infoHash().toHex(), done.piece()));
            case TorrentEvent.Removed removed ->
                message("torrent-removed", new RemovedView(removed.infoHash().toHex()));
        };
    }

    private static ServerSentEvent<Object> message(String name, Object data) {
        return ServerSentEvent.builder().event(name).data(data).build();
    }
}
