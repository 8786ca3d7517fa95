package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.TorrentEvent;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.bittorrent.swarm.TorrentStatus;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class EventPumpTest {

    private static final InfoHash A = new InfoHash(1, 1, 1);
    private static final InfoHash B = new InfoHash(2, 2, 2);

    private @Nullable Consumer<TorrentEvent> source;

    @Test
    void greetsFirstAndThenTellsEventsInTheirOrder() {
        StepVerifier.create(pump(8))
                .expectNext("hello")
                .then(() -> emit(piece(A, 0), piece(B, 3), new TorrentEvent.Removed(A)))
                .expectNext("piece 0", "piece 3", "removed")
                .thenCancel()
                .verify();
        assertThat(source).as("unsubscribed").isNull();
    }

    @Test
    void tellsASlowReaderOnlyTheLatestFigures() {
        StepVerifier.create(pump(8), 1)
                .expectNext("hello")
                .then(() -> emit(progress(A, 10), piece(A, 1), progress(A, 20), progress(B, 5), progress(A, 30)))
                .thenRequest(10)
                .expectNext("piece 1", "progress 5", "progress 30")
                .thenCancel()
                .verify();
    }

    @Test
    void letsFiguresGoWhenThereIsNoRoom() {
        StepVerifier.create(pump(3), 1)
                .expectNext("hello")
                .then(() ->
                        emit(piece(A, 0), progress(A, 10), progress(B, 10), piece(A, 1), progress(A, 20), piece(A, 2)))
                .thenRequest(10)
                .expectNext("piece 0", "piece 1", "piece 2")
                .thenCancel()
                .verify();
    }

    @Test
    void givesUpAReaderThatIsTooSlowEvenSo() {
        StepVerifier.create(pump(2), 1)
                .expectNext("hello")
                .then(() -> emit(piece(A, 0), piece(A, 1), piece(A, 2)))
                .verifyComplete();
        assertThat(source).as("unsubscribed").isNull();
    }

    @Test
    void losesNothingBetweenThreads() throws InterruptedException {
        int events = 20_000;
        List<String> told = new ArrayList<>();
        Thread[] emitter = new Thread[1];
        StepVerifier.create(pump(events).publishOn(Schedulers.parallel(), 16).take(events + 1L))
                .recordWith(() -> told)
                .expectNext("hello")
                .then(() -> {
                    emitter[0] = Thread.ofPlatform().start(() -> {
                        for (int i = 0; i < events; i++) {
                            emit(piece(A, i));
                        }
                    });
                })
                .expectNextCount(events)
                .verifyComplete();
        emitter[0].join();
        assertThat(told).hasSize(events + 1).endsWith("piece " + (events - 1));
    }

    private Flux<String> pump(int capacity) {
        return EventPump.events(this::subscribe, "hello", EventPumpTest::tell, capacity);
    }

    private Engine.Subscription subscribe(Consumer<TorrentEvent> listener) {
        source = listener;
        return () -> source = null;
    }

    private void emit(TorrentEvent... events) {
        for (TorrentEvent event : events) {
            Consumer<TorrentEvent> listener = source;
            if (listener != null) {
                listener.accept(event);
            }
        }
    }

    private static String tell(TorrentEvent event) {
        return switch (event) {
            case TorrentEvent.PieceDone done -> "piece " + done.piece();
            case TorrentEvent.Progress(TorrentStatus status) -> "progress " + status.completedBytes();
            case TorrentEvent.Removed removed -> "removed";
            case TorrentEvent.Added added -> "added";
            case TorrentEvent.StateChanged changed -> "state";
        };
    }

    private static TorrentEvent piece(InfoHash infoHash, int piece) {
        return new TorrentEvent.PieceDone(infoHash, piece);
    }

    private static TorrentEvent progress(InfoHash infoHash, long completed) {
        return new TorrentEvent.Progress(new TorrentStatus(
                infoHash,
                "a",
                100,
                16_384,
                1,
                completed,
                TorrentState.DOWNLOADING,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                RateLimits.NONE,
                Instant.EPOCH,
                null,
                "magnet:"));
    }
}
