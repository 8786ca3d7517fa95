package org.lyceum.chat.door;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.markup.Markup;
import org.lyceum.overlay.PeerId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What this node's people and others say to each other alone. */
@RestController
class DirectController {

    private static final int MAX_LIMIT = 500;

    private final DirectMessages messages;

    DirectController(DirectMessages messages) {
        this.messages = messages;
    }

    /**
     * A direct message.
     *
     * @param number its place among all of this node's
     * @param peerId the other end
     * @param mine whether it was written here
     * @param waiting whether the other end's node does not have it yet
     * @param text Markdown
     * @param html the same as safe HTML
     */
    record LetterView(
            long number,
            String eventId,
            String peerId,
            String name,
            boolean mine,
            boolean waiting,
            Instant sentAt,
            String text,
            String html) {

        static LetterView of(Letter letter) {
            String text = letter.event().event().body() instanceof Body.Message message ? message.text() : "";
            return new LetterView(
                    letter.number(),
                    letter.event().id().toString(),
                    letter.with().toString(),
                    letter.event().event().author().name(),
                    !letter.event().author().equals(letter.with()),
                    letter.waiting(),
                    letter.event().event().sentAt(),
                    text,
                    Markup.toHtml(text, List.of()));
        }
    }

    record WriteRequest(@Nullable String id, @Nullable String text) {}

    /** The newest message of each conversation, newest first. */
    @GetMapping("/api/v1/direct")
    Mono<List<LetterView>> conversations() {
        return Mono.fromFuture(messages::conversations).map(DirectController::views);
    }

    /** A part of a conversation, the newest last. */
    @GetMapping("/api/v1/direct/{peerId}")
    Mono<List<LetterView>> conversation(
            @PathVariable String peerId,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "100") int limit) {
        Problems.requireRange("limit", limit, 1, MAX_LIMIT);
        PeerId with = peer(peerId);
        return Mono.fromFuture(() -> messages.conversation(with, before, limit)).map(DirectController::views);
    }

    /** 202: it is on this node's disk, and goes to the other node as soon as both are up and in one room. */
    @PostMapping("/api/v1/direct/{peerId}")
    Mono<ResponseEntity<LetterView>> write(@PathVariable String peerId, @RequestBody WriteRequest request) {
        PeerId to = peer(peerId);
        String text = request.text();
        if (text == null || text.isBlank()) {
            throw Problems.badRequest("text: there is none");
        }
        return Mono.fromFuture(() -> messages.write(to, text, Optional.ofNullable(request.id())))
                .onErrorMap(IllegalArgumentException.class, Problems::badRequest)
                .map(letter -> ResponseEntity.status(HttpStatus.ACCEPTED).body(LetterView.of(letter)));
    }

    private static List<LetterView> views(List<Letter> letters) {
        return letters.stream().map(LetterView::of).toList();
    }

    private static PeerId peer(String text) {
        try {
            return new PeerId(text);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest("'%s' is no peer id: %s".formatted(text, e.getMessage()));
        }
    }
}
