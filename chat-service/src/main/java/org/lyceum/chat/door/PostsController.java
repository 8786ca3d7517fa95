package org.lyceum.chat.door;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.timeline.Query;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.chat.timeline.Where;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** What can be seen in a room: posts as they are now, with their edits, reactions and replies. */
@RestController
@RequestMapping("/api/v1/rooms/{course}")
class PostsController {

    private final OpenRooms rooms;

    PostsController(OpenRooms rooms) {
        this.rooms = rooms;
    }

    /** The newest ones, or those at a place; with a topic its thread alone. */
    @GetMapping("/posts")
    Mono<PostView.PageView> posts(
            @PathVariable String course,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Long around,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "50") int limit) {
        Problems.requireRange("limit", limit, 1, Timeline.MAX_LIMIT);
        Where where = where(before, after, around, at);
        EventId thread = topic == null ? null : event("topic", topic);
        LiveRoom room = rooms.require(course);
        return Mono.fromFuture(() -> room.ask(timeline -> PostView.PageView.of(
                thread == null ? timeline.page(where, limit) : timeline.page(thread, where, limit),
                room.self().peer())));
    }

    @GetMapping("/posts/{id}")
    Mono<PostView> post(@PathVariable String course, @PathVariable String id) {
        EventId event = event("id", id);
        LiveRoom room = rooms.require(course);
        return Mono.fromFuture(() -> room.ask(timeline -> timeline.find(event)
                .map(post -> PostView.of(post, room.self().peer()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no post %s in this room.".formatted(event)))));
    }

    @GetMapping("/search")
    Mono<PostView.FoundView> search(
            @PathVariable String course,
            @RequestParam String q,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        Problems.requireRange("limit", limit, 1, Timeline.MAX_LIMIT);
        Query query;
        try {
            query = Query.parse(q, ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
        LiveRoom room = rooms.require(course);
        return Mono.fromFuture(() -> room.ask(timeline -> PostView.FoundView.of(
                timeline.search(query, before, limit), room.self().peer())));
    }

    private static Where where(
            @Nullable Long before, @Nullable Long after, @Nullable Long around, @Nullable String at) {
        if (Stream.of(before, after, around, at).filter(Objects::nonNull).count() > 1) {
            throw Problems.badRequest("before, after, around, at: one of them at most");
        }
        if (before != null) {
            return new Where.Before(before);
        }
        if (after != null) {
            return new Where.After(after);
        }
        if (around != null) {
            return new Where.Around(around);
        }
        return at == null ? new Where.Newest() : new Where.At(time(at));
    }

    private static Instant time(String at) {
        try {
            return at.indexOf('T') >= 0
                    ? Instant.parse(at)
                    : LocalDate.parse(at).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw Problems.badRequest("at: '%s', expected a day such as 2026-11-01, or 2026-11-01T12:00:00Z"
                    .formatted(at.length() > 40 ? at.substring(0, 40) : at));
        }
    }

    private static EventId event(String field, String id) {
        try {
            return Bodies.event(field, id);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }
}
