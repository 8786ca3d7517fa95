package org.lyceum.chat.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Iterator;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.history.HistoryFormat;
import org.lyceum.chat.history.RoomExport;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.timeline.Post;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A room to take away: its history as people read it, or all of its events; and who asked a question. */
@RestController
@RequestMapping("/api/v1/rooms/{course}")
class HistoryController {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final OpenRooms rooms;
    private final Histories histories;
    private final Questions questions;
    private final SharedFiles shared;
    private final InstantSource clock;

    HistoryController(
            OpenRooms rooms, Histories histories, Questions questions, SharedFiles shared, InstantSource clock) {
        this.rooms = rooms;
        this.histories = histories;
        this.questions = questions;
        this.shared = shared;
        this.clock = clock;
    }

    record SavedView(String file) {}

    record AuthorView(String peerId, String name) {}

    @GetMapping("/history")
    Mono<ResponseEntity<String>> history(
            @PathVariable String course, @RequestParam(defaultValue = "md") String format) {
        HistoryFormat wanted = format(format);
        return histories
                .text(rooms.require(course), wanted)
                .map(text -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(wanted.mediaType()))
                        .body(text));
    }

    /** Saves it in this node's data directory, and says where. */
    @PostMapping("/history")
    Mono<ResponseEntity<SavedView>> save(
            @PathVariable String course, @RequestParam(defaultValue = "md") String format) {
        return histories
                .save(rooms.require(course), format(format).text())
                .map(file -> ResponseEntity.status(HttpStatus.CREATED).body(new SavedView(file.toString())));
    }

    /**
     * All events of the room, page by page from the disk.
     *
     * @param files whether the files that were shared in it follow, those that this node has
     */
    @GetMapping(path = "/export", produces = "application/zip")
    ResponseEntity<Flux<DataBuffer>> export(
            @PathVariable String course, @RequestParam(defaultValue = "false") boolean files) {
        LiveRoom room = rooms.require(course);
        Flux<DataBuffer> zip = Flux.from(DataBufferUtils.outputStreamPublisher(
                out -> {
                    try {
                        RoomEvents events = new RoomEvents(room);
                        Iterator<RoomExport.SharedContent> contents =
                                files ? new SharedContents(events, shared) : Collections.emptyIterator();
                        RoomExport.write(room.name(), room.title(), clock.instant(), events, contents, out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                DefaultDataBufferFactory.sharedInstance,
                task -> Schedulers.boundedElastic().schedule(task),
                CHUNK_BYTES));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(room.name().key() + ".zip", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(zip);
    }

    /** Who asked anonymously, for the professor whose key opens it. */
    @PostMapping("/posts/{id}/author")
    Mono<AuthorView> author(@PathVariable String course, @PathVariable String id) {
        LiveRoom room = rooms.require(course);
        EventId question = event(id);
        return Mono.fromFuture(
                        () -> room.ask(timeline -> timeline.find(question).map(Post::seq)))
                .flatMap(seq -> seq.map(at -> questions.open(room, question, at))
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.NOT_FOUND, "There is no post %s in this room.".formatted(question))))
                .flatMap(peer -> peer.map(it ->
                                Mono.fromFuture(() -> room.ask(timeline -> timeline.members(clock.instant()).stream()
                                        .filter(person -> person.peer().equals(it))
                                        .findFirst()
                                        .map(person -> new AuthorView(it.text(), person.name()))
                                        .orElseGet(() -> new AuthorView(it.text(), "")))))
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.FORBIDDEN,
                                "Only a professor of the course, at the own node, opens who asked a question.")));
    }

    private static EventId event(String id) {
        try {
            return Bodies.event("id", id);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }

    private static HistoryFormat format(String format) {
        try {
            return Histories.format(format);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }
}
