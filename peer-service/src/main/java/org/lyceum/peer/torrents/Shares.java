package org.lyceum.peer.torrents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;
import org.lyceum.bittorrent.swarm.Addition;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.Torrent;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Turns uploads into torrents that are seeded from here. An upload is written once, hashed where it lies, and moved
 * into the engine's folder; one that ends early or fails leaves nothing behind.
 */
@Component
final class Shares implements DisposableBean {

    /** Hashing is bound by the processor and the disk: more at once would only make each one slower. */
    private static final int HASHING_AT_ONCE = 2;

    /** Buffers between network and disk, of at most 64 KiB each. */
    private static final int BUFFERS_AHEAD = 16;

    private final Engine engine;
    private final Inbox inbox;
    private final List<List<String>> trackers;
    private final Scheduler hashing =
            Schedulers.newBoundedElastic(HASHING_AT_ONCE, Integer.MAX_VALUE, "lyceum-hash", 60, true);

    Shares(Engine engine, Inbox inbox, PeerProperties properties) {
        this.engine = engine;
        this.inbox = inbox;
        this.trackers = properties.trackers().stream().map(List::of).toList();
    }

    @Override
    public void destroy() {
        hashing.dispose();
    }

    /** The torrent of these parts; not new when its content is shared here already. */
    Mono<Addition> share(Flux<PartEvent> parts) {
        Mono<Intake> open = Mono.fromCallable(inbox::open).subscribeOn(Schedulers.boundedElastic());
        return Mono.usingWhen(
                open,
                intake -> receive(parts, intake).flatMap(this::seed),
                intake -> Mono.fromRunnable(intake::close).subscribeOn(Schedulers.boundedElastic()));
    }

    private static Mono<Path> receive(Flux<PartEvent> parts, Intake intake) {
        return parts.publishOn(Schedulers.boundedElastic(), BUFFERS_AHEAD)
                // above the next step, which releases what it is given: then() would discard, and so release, it again
                .doOnDiscard(PartEvent.class, event -> DataBufferUtils.release(event.content()))
                .doOnNext(intake::accept)
                .then(Mono.fromCallable(intake::finish));
    }

    private Mono<Addition> seed(Path root) {
        return Mono.fromCallable(() -> TorrentCreator.create(root, trackers, hashed -> {}))
                .subscribeOn(hashing)
                .flatMap(metainfo -> Mono.justOrEmpty(
                                engine.find(metainfo.info().infoHash()))
                        .map(known -> new Addition(known, false))
                        .switchIfEmpty(takenNames().flatMap(taken -> adopt(metainfo, root, taken))));
    }

    private Mono<Addition> adopt(Metainfo metainfo, Path root, Set<String> taken) {
        // one step: a client that leaves in the middle must not leave content behind that no torrent owns
        return Mono.fromCallable(() -> {
                    Path home = moveIn(root, taken);
                    return shareFrom(home, metainfo)
                            .whenCompleteAsync(
                                    (addition, failure) -> {
                                        if (failure != null || !addition.created()) {
                                            Inbox.remove(home);
                                        }
                                    },
                                    hashing::schedule);
                })
                .subscribeOn(hashing)
                .flatMap(shared -> Mono.fromFuture(shared, true));
    }

    private CompletableFuture<Addition> shareFrom(Path home, Metainfo metainfo) {
        try {
            return engine.share(metainfo, home);
        } catch (BitTorrentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Names that torrents have claimed, which may not have a file yet. */
    private Mono<Set<String>> takenNames() {
        return Flux.fromIterable(engine.torrents())
                .flatMap(torrent -> nameOf(torrent).onErrorComplete())
                .collect(Collectors.toSet());
    }

    private static Mono<String> nameOf(Torrent torrent) {
        return Mono.fromFuture(torrent::status).map(status -> status.name().toLowerCase(Locale.ROOT));
    }

    private synchronized Path moveIn(Path root, Set<String> taken) {
        CleanName wanted = CleanName.of(root.getFileName().toString());
        int n = 1;
        Path home = engine.files().resolve(wanted.text());
        while (Files.exists(home, LinkOption.NOFOLLOW_LINKS)
                || taken.contains(home.getFileName().toString().toLowerCase(Locale.ROOT))) {
            home = engine.files().resolve(wanted.numbered(++n).text());
        }
        try {
            Files.createDirectories(engine.files());
            return Files.move(root, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Inbox.failed("cannot be moved into the node's files", home, e);
        }
    }
}
