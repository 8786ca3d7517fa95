package org.lyceum.chat.door;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.commands.Typed;
import org.lyceum.chat.commands.TypedLine;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.overlay.PeerId;
import reactor.core.publisher.Mono;

/** Does what somebody says, be it a typed line or a kind with its fields: the one place for REST and WebSockets. */
final class Say {

    private static final int MAX_KEY = 64;
    private static final String ML = "ml";

    private final SharedFiles files;
    private final Histories histories;
    private final Questions questions;
    private final DirectMessages direct;
    private final Attendance attendance;
    private final RoomViews views;
    private final InstantSource clock;

    Say(
            SharedFiles files,
            Histories histories,
            Questions questions,
            DirectMessages direct,
            Attendance attendance,
            RoomViews views,
            InstantSource clock) {
        this.files = files;
        this.histories = histories;
        this.questions = questions;
        this.direct = direct;
        this.attendance = attendance;
        this.views = views;
        this.clock = clock;
    }

    /** Fails with what is wrong: {@link IllegalArgumentException} or {@link RoomException}. */
    Mono<Said> say(LiveRoom room, SayRequest request) {
        return Mono.defer(() -> {
            Optional<String> key = key(request);
            return request.kind() == null && request.topic() == null
                    ? typed(room, Bodies.text(request), key)
                    : withKind(room, request, key);
        });
    }

    private Mono<Said> withKind(LiveRoom room, SayRequest request, Optional<String> key) {
        String kind = request.kind() == null ? "message" : request.kind();
        String text = request.text() == null ? "" : request.text();
        if (kind.equals("anonymous")) {
            return questions.ask(room, Bodies.text(request), key);
        }
        if (request.file() == null || request.infohash() != null) {
            return write(room, Bodies.of(request), key);
        }
        return switch (kind) {
            case "lecture" -> withFile(room, request.file(), key, found -> lecture(found, text));
            case "file" -> withFile(room, request.file(), key, found -> shared(found, text));
            case "request" -> request(room, request.file(), key);
            default -> write(room, Bodies.of(request), key);
        };
    }

    private Mono<Said> typed(LiveRoom room, String line, Optional<String> key) {
        return switch (TypedLine.parse(line)) {
            case Typed.Say it -> write(room, new Body.Message(it.text()), key);
            case Typed.Announce it -> write(room, new Body.Announcement(it.text()), key);
            case Typed.Topic it -> write(room, new Body.Topic(it.text()), key);
            case Typed.Pin it -> write(room, new Body.Pin(it.target(), it.withdrawn()), key);
            case Typed.Set it -> write(room, new Body.Setting(it.name(), it.value()), key);
            case Typed.LectureUpload it -> withFile(room, it.file(), key, found -> lecture(found, ""));
            case Typed.MlRequest it -> request(room, it.file(), key);
            case Typed.Anonymous it -> questions.ask(room, it.text(), key);
            case Typed.Mute it -> mute(room, it, key);
            case Typed.SaveHistory it ->
                histories.save(room, it.format()).map(file -> new Said.Told("The history was saved as " + file));
            case Typed.Who _ -> who(room);
            case Typed.Help _ -> told(TypedLine.help());
            case Typed.Direct it -> direct(room, it, key);
            case Typed.Mistake it -> told(it.reason());
        };
    }

    private static Body lecture(SharedFiles.Found found, String text) {
        return new Body.Lecture(found.infohash(), found.file(), found.bytes(), text);
    }

    private static Body shared(SharedFiles.Found found, String text) {
        return new Body.SharedFile(found.infohash(), found.file(), found.bytes(), found.mediaType(), text);
    }

    private Mono<Said> withFile(
            LiveRoom room, @Nullable String name, Optional<String> key, Function<SharedFiles.Found, Body> body) {
        return require(name).flatMap(found -> write(room, body.apply(found), key));
    }

    private Mono<SharedFiles.Found> require(@Nullable String name) {
        String wanted = name == null ? "" : name;
        return files.find(wanted)
                .flatMap(found -> found.map(Mono::just)
                        .orElseGet(() -> Mono.error(new IllegalArgumentException(
                                "There is no file '%s' among this node's torrents: share it first, then say so."
                                        .formatted(wanted)))));
    }

    /** It is asked for in any case; who asks is told when nobody is there to do it. */
    private Mono<Said> request(LiveRoom room, @Nullable String file, Optional<String> key) {
        return require(file)
                .flatMap(found ->
                        Mono.fromFuture(() -> room.write(new Body.MlRequest(found.infohash(), found.file()), key)))
                .zipWith(Mono.fromFuture(() -> attendance.hasRole(ML)))
                .map(
                        done -> new Said.Written(
                                done.getT1(),
                                done.getT2()
                                        ? null
                                        : "No machine-learning node is here now. The request waits in the room until one comes."));
    }

    private Mono<Said> mute(LiveRoom room, Typed.Mute mute, Optional<String> key) {
        return member(room, mute.who())
                .flatMap(peer -> write(
                        room, new Body.Mute(peer, clock.instant().plus(Duration.ofMinutes(mute.minutes()))), key));
    }

    private Mono<Said> direct(LiveRoom room, Typed.Direct message, Optional<String> key) {
        return member(room, message.to())
                .flatMap(peer -> Mono.fromFuture(() -> direct.write(peer, message.text(), key)))
                .map(letter -> new Said.Told(
                        letter.waiting()
                                ? "To %s alone, as soon as both nodes are up: %s"
                                        .formatted(message.to(), message.text())
                                : "To %s alone: %s".formatted(message.to(), message.text())));
    }

    private Mono<PeerId> member(LiveRoom room, String who) {
        return Mono.fromFuture(() -> room.ask(timeline -> timeline.members(clock.instant()).stream()
                        .filter(person -> person.name().equalsIgnoreCase(who)
                                || person.peer().text().equals(who))
                        .toList()))
                .map(found -> {
                    if (found.size() == 1) {
                        return found.getFirst().peer();
                    }
                    throw new IllegalArgumentException(
                            found.isEmpty()
                                    ? "Nobody in this room is called '%s': /who lists all.".formatted(who)
                                    : "%d people here are called '%s': say the PeerId instead, such as %s."
                                            .formatted(
                                                    found.size(),
                                                    who,
                                                    found.getFirst().peer().text()));
                });
    }

    private Mono<Said> who(LiveRoom room) {
        return views.people(room)
                .map(people -> new Said.Told(
                        people.isEmpty()
                                ? "Nobody has joined yet."
                                : people.stream().map(Say::line).collect(Collectors.joining("\n"))));
    }

    private static String line(PersonView person) {
        List<String> traits = Stream.of(
                        person.role(),
                        person.chatNode() ? "chat node" : "",
                        person.online() ? "here" : "away",
                        person.mutedUntil() == null ? "" : "muted until " + person.mutedUntil())
                .filter(trait -> !trait.isEmpty())
                .toList();
        return "%s (%s)".formatted(person.name(), String.join(", ", traits));
    }

    private static Mono<Said> told(String text) {
        return Mono.just(new Said.Told(text));
    }

    private static Mono<Said> write(LiveRoom room, Body body, Optional<String> key) {
        return Mono.fromFuture(() -> room.write(body, key)).map(sent -> new Said.Written(sent, null));
    }

    private static Optional<String> key(SayRequest request) {
        String id = request.id();
        if (id != null && (id.isEmpty() || id.length() > MAX_KEY)) {
            throw new IllegalArgumentException("id: %d characters, expected 1 to %d".formatted(id.length(), MAX_KEY));
        }
        return Optional.ofNullable(id);
    }
}
