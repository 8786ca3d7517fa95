package org.lyceum.chat.door;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomListener;
import org.lyceum.chat.hosting.RoomStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A room's events in order, page by page or as they come. */
@RestController
class EventsController {

    private static final int MAX_LIMIT = 1000;
    private static final int PAGE = 200;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final OpenRooms rooms;

    EventsController(OpenRooms rooms) {
        this.rooms = rooms;
    }

    /** @param next what to ask for as {@code after} next time */
    record EventsView(String logId, List<EventView> events, long next) {}

    @GetMapping(path = "/api/v1/rooms/{course}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<EventsView> events(
            @PathVariable String course,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        Problems.requireRange("after", after, 0, Long.MAX_VALUE);
        Problems.requireRange("limit", limit, 1, MAX_LIMIT);
        LiveRoom room = rooms.require(course);
        return Mono.fromFuture(room::status)
                .zipWith(
                        Mono.fromFuture(() -> room.events(after, limit)),
                        (status, page) -> new EventsView(
                                status.logId(),
                                page.stream().map(EventView::of).toList(),
                                page.isEmpty() ? after : page.getLast().seq()));
    }

    /**
     * Every reader reads its own pages, when it has taken the last: a slow one holds nothing up, and costs no memory.
     * {@code over} says that the log was replaced, and its events follow from the first.
     */
    @GetMapping(path = "/api/v1/rooms/{course}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> stream(
            @PathVariable String course,
            @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId) {
        LiveRoom room = rooms.require(course);
        Long from = lastEventId != null ? lastEventId : after;
        Mono<Long> start =
                from != null ? Mono.just(from) : Mono.fromFuture(room::status).map(RoomStatus::lastSeq);
        Flux<ServerSentEvent<Object>> heartbeat =
                Flux.interval(HEARTBEAT).onBackpressureDrop().map(_ -> comment());
        return Flux.concat(
                Flux.just(comment()),
                Flux.defer(() -> new Pages(room).from(start))
                        .publish(told -> Flux.merge(told, heartbeat.takeUntilOther(told.ignoreElements()))));
    }

    /** Wakes a reader that has everything when there is more. */
    private static final class Pages implements RoomListener {

        private final LiveRoom room;
        private final Sinks.Many<Boolean> more =
                Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(1));
        private volatile boolean replaced;
        private long has;

        private Pages(LiveRoom room) {
            this.room = room;
        }

        private Flux<ServerSentEvent<Object>> from(Mono<Long> start) {
            return Flux.using(
                    () -> room.listen(this),
                    _ -> start.doOnNext(after -> has = after)
                            .thenMany(
                                    Flux.concat(Flux.just(true), more.asFlux()).concatMap(_ -> rest(), 1)),
                    LiveRoom.Listening::close);
        }

        /** All that there is now. */
        private Flux<ServerSentEvent<Object>> rest() {
            return Mono.defer(this::page).repeat().takeUntil(List::isEmpty).concatMapIterable(page -> page, 1);
        }

        private Mono<List<ServerSentEvent<Object>>> page() {
            if (replaced) {
                replaced = false;
                has = 0;
                return Mono.just(List.of(
                        ServerSentEvent.builder().event("over").data("{}").build()));
            }
            return Mono.fromFuture(() -> room.events(has, PAGE)).map(page -> {
                if (!page.isEmpty()) {
                    has = page.getLast().seq();
                }
                return page.stream().map(Pages::message).toList();
            });
        }

        private static ServerSentEvent<Object> message(Placed placed) {
            return ServerSentEvent.<Object>builder()
                    .id(Long.toString(placed.seq()))
                    .event("event")
                    .data(EventView.of(placed))
                    .build();
        }

        @Override
        public void placed(List<Placed> events) {
            more.tryEmitNext(true);
        }

        @Override
        public void startedOver() {
            replaced = true;
            more.tryEmitNext(true);
        }

        @Override
        public void closed() {
            more.tryEmitComplete();
        }
    }

    private static ServerSentEvent<Object> comment() {
        return ServerSentEvent.builder().comment("").build();
    }
}
