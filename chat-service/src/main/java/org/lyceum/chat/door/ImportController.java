package org.lyceum.chat.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.history.ImportException;
import org.lyceum.chat.history.RoomImport;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.chat.hosting.Rooms;
import org.lyceum.overlay.Signatures;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes in a room that was exported, wherever that was: its events go the way of all events, once. */
@RestController
class ImportController {

    /** So many are on their way to the room at once. */
    private static final int WINDOW = 500;

    private final Rooms rooms;
    private final Signatures signatures;

    ImportController(Rooms rooms, Signatures signatures) {
        this.rooms = rooms;
        this.signatures = signatures;
    }

    /**
     * What has been taken in.
     *
     * @param events of the archive
     * @param taken what the room has now, some of which it may have had before
     * @param refused what its rules did not let in
     */
    record ImportedView(String course, long events, long taken, long refused) {}

    @PostMapping("/api/v1/rooms/import")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ImportedView> take(ServerHttpRequest request) {
        return Mono.usingWhen(
                Mono.fromCallable(() -> Files.createTempFile("lyceum-room-", ".zip"))
                        .subscribeOn(Schedulers.boundedElastic()),
                file -> DataBufferUtils.write(request.getBody(), file)
                        .then(Mono.fromCallable(() -> take(file)).subscribeOn(Schedulers.boundedElastic()))
                        .onErrorMap(ImportException.class, Problems::badRequest),
                file -> Mono.fromCallable(() -> Files.deleteIfExists(file)).subscribeOn(Schedulers.boundedElastic()));
    }

    private ImportedView take(Path archive) {
        try {
            RoomImport whole = RoomImport.verify(archive, RoomImport.Limits.DEFAULT, signatures);
            Taking taking = new Taking(rooms.enter(whole.title()));
            whole.events(taking::take);
            taking.awaitAll();
            return new ImportedView(whole.room().key(), whole.events(), taking.taken, taking.refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the room now and then: used on a thread that may. */
    private static final class Taking {

        private final LiveRoom room;
        private final List<CompletableFuture<Placed>> onTheirWay = new ArrayList<>();
        private long taken;
        private long refused;

        private Taking(LiveRoom room) {
            this.room = room;
        }

        private void take(Placed placed) {
            // who leads and who has left is another matter now
            Body body = placed.event().event().body();
            if (!(body instanceof Body.FacilitatorChanged) && !(body instanceof Body.Left)) {
                onTheirWay.add(room.write(placed.event(), Optional.empty()).thenCompose(LiveRoom.Sent::placed));
                if (onTheirWay.size() == WINDOW) {
                    awaitAll();
                }
            }
        }

        private void awaitAll() {
            for (CompletableFuture<Placed> event : onTheirWay) {
                try {
                    event.join();
                    taken++;
                } catch (CompletionException e) {
                    if (!(e.getCause() instanceof RoomException known)
                            || known.reason() != RoomException.Reason.REFUSED) {
                        throw e;
                    }
                    refused++;
                }
            }
            onTheirWay.clear();
        }
    }
}
