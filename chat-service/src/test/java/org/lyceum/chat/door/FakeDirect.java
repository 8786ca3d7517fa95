package org.lyceum.chat.door;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.hosting.LiveRoom.Listening;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

/** Direct messages in memory, which never arrive. */
final class FakeDirect implements DirectMessages {

    private final Identity identity = Identity.generate();
    private final List<Letter> letters = new ArrayList<>();
    private final List<DirectListener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public synchronized CompletableFuture<Letter> write(PeerId to, String text, Optional<String> key) {
        SignedEvent event = SignedEvent.sign(
                new Event(
                        RoomName.of("both"),
                        new Author(identity.peerId(), "ada", Role.STUDENT),
                        Instant.EPOCH,
                        letters.size(),
                        new Body.Message(text)),
                new IdentitySignatures(identity));
        Letter letter = new Letter(letters.size() + 1L, to, true, event);
        letters.add(letter);
        listeners.forEach(each -> each.kept(letter));
        return CompletableFuture.completedFuture(letter);
    }

    @Override
    public synchronized CompletableFuture<List<Letter>> conversations() {
        return CompletableFuture.completedFuture(List.copyOf(letters));
    }

    @Override
    public synchronized CompletableFuture<List<Letter>> conversation(PeerId with, long before, int limit) {
        return CompletableFuture.completedFuture(letters.stream()
                .filter(letter -> letter.with().equals(with) && letter.number() < before)
                .toList());
    }

    @Override
    public Listening listen(DirectListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
