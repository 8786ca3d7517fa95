package org.lyceum.chat.door;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.Rooms;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rooms that this node is in. */
@RestController
@RequestMapping("/api/v1/rooms")
class RoomsController {

    private final Rooms rooms;
    private final OpenRooms open;
    private final RoomViews views;

    RoomsController(Rooms rooms, OpenRooms open, RoomViews views) {
        this.rooms = rooms;
        this.open = open;
        this.views = views;
    }

    /** @param name by which others know this node's people from now on; unchanged without one */
    record Entry(@Nullable String course, @Nullable String name) {}

    record ReadMark(@Nullable Long seq) {}

    @GetMapping
    Mono<List<RoomView>> rooms() {
        return Flux.fromIterable(rooms.all()).concatMap(views::brief).collectList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<RoomView> enter(@RequestBody Entry entry) {
        if (entry.course() == null) {
            throw Problems.badRequest("course: missing");
        }
        try {
            if (entry.name() != null) {
                rooms.rename(entry.name());
            }
            return views.brief(rooms.enter(entry.course()));
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }

    @GetMapping("/{course}")
    Mono<RoomView.Whole> room(@PathVariable String course) {
        return views.whole(open.require(course));
    }

    @DeleteMapping("/{course}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(@PathVariable String course) {
        LiveRoom room = open.require(course);
        rooms.leave(room.name());
    }

    @PutMapping("/{course}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable String course, @RequestBody ReadMark mark) {
        LiveRoom room = open.require(course);
        if (mark.seq() == null || mark.seq() < 0) {
            throw Problems.badRequest("seq: expected a number from 0 on");
        }
        room.read(mark.seq());
    }
}
