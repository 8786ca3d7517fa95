package org.lyceum.peer.torrents;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.swarm.AddOptions;
import org.lyceum.bittorrent.swarm.Addition;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.QueueMove;
import org.lyceum.bittorrent.swarm.Torrent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The list of torrents, and what can be done to one as a whole. */
@RestController
@RequestMapping(TorrentController.PATH)
class TorrentController {

    static final String PATH = "/api/v1/torrents";

    private final Engine engine;
    private final TorrentLookup torrents;

    TorrentController(Engine engine, TorrentLookup torrents) {
        this.engine = engine;
        this.torrents = torrents;
    }

    /** The JSON body that adds a torrent by its magnet link. */
    record MagnetRequest(
            @Nullable String magnet,
            @Nullable Boolean paused,
            @Nullable Boolean sequential) {}

    /** 201 with a torrent that is new here, 200 with one that was here already. */
    static Mono<ResponseEntity<TorrentView>> answer(Addition addition) {
        return viewOf(addition.torrent())
                .map(view -> addition.created()
                        ? ResponseEntity.created(URI.create(PATH + "/" + view.infoHash()))
                                .body(view)
                        : ResponseEntity.ok(view));
    }

    @GetMapping
    Mono<List<TorrentView>> list() {
        return Flux.fromIterable(engine.torrents())
                .flatMapSequential(
                        torrent -> viewOf(torrent).onErrorResume(TorrentController::isGone, e -> Mono.empty()))
                .collectList();
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<TorrentView>> add(@RequestBody Flux<PartEvent> parts) {
        return TorrentForm.read(parts)
                .flatMap(form -> Mono.fromFuture(() -> engine.add(form.metainfo(), form.options())))
                .flatMap(TorrentController::answer);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<TorrentView>> add(@RequestBody MagnetRequest request) {
        if (request.magnet() == null) {
            throw BitTorrentException.malformed("magnet: missing, expected a link such as magnet:?xt=urn:btih:...");
        }
        MagnetLink magnet = MagnetLink.parse(request.magnet());
        AddOptions options =
                new AddOptions(Boolean.TRUE.equals(request.paused()), Boolean.TRUE.equals(request.sequential()));
        return Mono.fromFuture(() -> engine.add(magnet, options)).flatMap(TorrentController::answer);
    }

    @GetMapping("/{infoHash}")
    Mono<TorrentView> one(@PathVariable String infoHash) {
        return torrents.find(infoHash).flatMap(TorrentController::viewOf);
    }

    /** The JSON body that changes a torrent. */
    record TorrentChange(@Nullable LimitsChange limits) {}

    @PatchMapping("/{infoHash}")
    Mono<TorrentView> change(@PathVariable String infoHash, @RequestBody TorrentChange change) {
        LimitsChange limits = change.limits();
        if (limits == null) {
            throw BitTorrentException.malformed("limits: missing, expected {\"download\": N, \"upload\": N}");
        }
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(() -> torrent.changeLimits(limits::appliedTo))
                        .then(viewOf(torrent)));
    }

    @DeleteMapping("/{infoHash}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable String infoHash, @RequestParam(defaultValue = "false") boolean files) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(() -> engine.remove(torrent.infoHash(), files)));
    }

    @PostMapping("/{infoHash}/pause")
    Mono<TorrentView> pause(@PathVariable String infoHash) {
        return tell(infoHash, Torrent::pause);
    }

    @PostMapping("/{infoHash}/resume")
    Mono<TorrentView> resume(@PathVariable String infoHash) {
        return tell(infoHash, Torrent::resume);
    }

    /** The JSON body that moves a torrent in the queue of downloads. */
    record QueueRequest(@Nullable String move) {

        QueueMove parsed() {
            return Arrays.stream(QueueMove.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(move))
                    .findFirst()
                    .orElseThrow(() -> BitTorrentException.malformed(
                            "move: %s, expected top, up, down or bottom".formatted(move)));
        }
    }

    @PostMapping("/{infoHash}/queue")
    Mono<TorrentView> moveInQueue(@PathVariable String infoHash, @RequestBody QueueRequest request) {
        QueueMove move = request.parsed();
        return tell(infoHash, torrent -> torrent.moveInQueue(move));
    }

    /** Answers when hashing has begun. */
    @PostMapping("/{infoHash}/verify")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<TorrentView> verify(@PathVariable String infoHash) {
        return tell(infoHash, Torrent::verify);
    }

    private Mono<TorrentView> tell(String infoHash, Function<Torrent, CompletableFuture<Void>> command) {
        return torrents.find(infoHash)
                .flatMap(
                        torrent -> Mono.fromFuture(() -> command.apply(torrent)).then(viewOf(torrent)));
    }

    private static Mono<TorrentView> viewOf(Torrent torrent) {
        return Mono.fromFuture(torrent::status).map(TorrentView::of);
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof BitTorrentException known && known.reason() == BitTorrentException.Reason.NOT_FOUND;
    }
}
