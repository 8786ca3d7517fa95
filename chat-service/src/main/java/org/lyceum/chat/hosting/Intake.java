package org.lyceum.chat.hosting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.LiveRoom.Sent;

/** What people say while the room's thread is busy: it takes all at once, and pays for the disk once. */
final class Intake {

    private static final int MAX_WAITING = 4_096;

    /** Something to be said. */
    record Said(SignedEvent event, Optional<String> key, CompletableFuture<Sent> sent) {}

    private final List<Said> waiting = new ArrayList<>();

    /**
     * Takes something in.
     *
     * @return whether the room's thread has to be told
     * @throws RoomException {@code FULL}
     */
    synchronized boolean add(Said said) {
        if (waiting.size() >= MAX_WAITING) {
            throw new RoomException(
                    RoomException.Reason.FULL,
                    "%d messages are about to be written to the disk already; try again in a moment"
                            .formatted(waiting.size()));
        }
        waiting.add(said);
        return waiting.size() == 1;
    }

    synchronized List<Said> takeAll() {
        List<Said> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
