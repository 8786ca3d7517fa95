package org.lyceum.chat.door;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.springframework.stereotype.Component;

/** Does what somebody says, be it a typed line or a kind with its fields. */
@Component
final class Say {

    private static final int MAX_KEY = 64;

    /** Fails with what is wrong: {@link IllegalArgumentException} or {@link RoomException}. */
    CompletableFuture<Said> say(LiveRoom room, SayRequest request) {
        try {
            Optional<String> key = key(request);
            Body body = Bodies.of(request);
            return room.write(body, key).thenApply(Said.Written::new);
        } catch (IllegalArgumentException | RoomException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Optional<String> key(SayRequest request) {
        String id = request.id();
        if (id != null && (id.isEmpty() || id.length() > MAX_KEY)) {
            throw new IllegalArgumentException("id: %d characters, expected 1 to %d".formatted(id.length(), MAX_KEY));
        }
        return Optional.ofNullable(id);
    }
}
