package org.lyceum.peer.torrents;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.swarm.Engine;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The addresses that this peer has nothing to do with: what they are, another list, or none. */
@RestController
@RequestMapping("/api/v1/blocklist")
class BlocklistController {

    private static final long MOST_BYTES = 64 << 20;

    private final Blocklists blocklists;
    private final Inbox inbox;
    private final Engine engine;

    BlocklistController(Blocklists blocklists, Inbox inbox, Engine engine) {
        this.blocklists = blocklists;
        this.inbox = inbox;
        this.engine = engine;
    }

    @GetMapping
    BlocklistView get() {
        return view(blocklists.inUse());
    }

    /**
     * The body is the file itself. Answers once its addresses are blocked.
     *
     * @param name what to call it
     */
    @PutMapping
    Mono<BlocklistView> put(@RequestParam(required = false) @Nullable String name, @RequestBody Flux<DataBuffer> file) {
        return Mono.usingWhen(
                Mono.fromCallable(inbox::file).subscribeOn(Schedulers.boundedElastic()),
                received -> receive(file, received)
                        .then(Mono.fromCallable(() -> replace(received, name))
                                .subscribeOn(Schedulers.boundedElastic())),
                received -> Mono.fromRunnable(() -> Inbox.remove(received)).subscribeOn(Schedulers.boundedElastic()));
    }

    private static Mono<Void> receive(Flux<DataBuffer> file, Path received) {
        AtomicLong bytes = new AtomicLong();
        return DataBufferUtils.write(file.map(buffer -> counted(buffer, bytes)), received);
    }

    private static DataBuffer counted(DataBuffer buffer, AtomicLong bytes) {
        if (bytes.addAndGet(buffer.readableByteCount()) > MOST_BYTES) {
            DataBufferUtils.release(buffer);
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "blocklist: more than %d MiB; compress it with gzip".formatted(MOST_BYTES >> 20));
        }
        return buffer;
    }

    private BlocklistView replace(Path received, @Nullable String name) {
        return view(blocklists.replace(received, name, engine::block));
    }

    private BlocklistView view(Blocklists.InUse inUse) {
        return BlocklistView.of(inUse, engine.turnedAway());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete() {
        return Mono.<Void>fromRunnable(() -> blocklists.clear(engine::block)).subscribeOn(Schedulers.boundedElastic());
    }
}
