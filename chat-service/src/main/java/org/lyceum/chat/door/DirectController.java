package org.lyceum.chat.door;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.overlay.PeerId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Direct messages of this node's people. */
@RestController
@RequestMapping("/api/v1/direct")
class DirectController {

    private static final int MAX_LIMIT = 500;

    private final DirectMessages direct;

    DirectController(DirectMessages direct) {
        this.direct = direct;
    }

    record LetterRequest(@Nullable String id, @Nullable String text) {}

    /** The newest message with each person, the newest first. */
    @GetMapping
    Mono<List<LetterView>> conversations() {
        return Mono.fromFuture(direct::conversations)
                .map(letters -> letters.stream().map(LetterView::of).toList());
    }

    /** The newest last. */
    @GetMapping("/{peerId}")
    Mono<List<LetterView>> conversation(
            @PathVariable String peerId,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        Problems.requireRange("limit", limit, 1, MAX_LIMIT);
        PeerId with = peer(peerId);
        return Mono.fromFuture(() -> direct.conversation(with, before, limit))
                .map(letters -> letters.stream().map(LetterView::of).toList());
    }

    @PostMapping("/{peerId}")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<LetterView> write(@PathVariable String peerId, @RequestBody LetterRequest letter) {
        PeerId to = peer(peerId);
        if (letter.text() == null || letter.text().isBlank()) {
            throw Problems.badRequest("text: there is nothing in it");
        }
        String text = Bodies.fitting(letter.text());
        return Mono.fromFuture(() -> direct.write(to, text, Optional.ofNullable(letter.id())))
                .map(LetterView::of)
                .onErrorMap(IllegalArgumentException.class, Problems::badRequest);
    }

    private static PeerId peer(String text) {
        try {
            return Bodies.peer(text);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }
}
