package org.lyceum.chat.hosting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.lyceum.chat.direct.Correspondence;
import org.lyceum.chat.direct.DirectPacket;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.direct.LetterDisk;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.LiveRoom.Listening;
import org.lyceum.chat.hosting.RoomException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Role;

/** Direct messages of this node, on the rooms' thread and disk. */
final class HostedDirect implements DirectMessages, Correspondence.Actions {

    private static final int MAX_LIMIT = 500;

    private final RoomsHost host;
    private final LetterDisk disk;
    private final Correspondence correspondence;
    private final List<DirectListener> listeners = new CopyOnWriteArrayList<>();

    HostedDirect(RoomsHost host, LetterDisk disk) {
        this.host = host;
        this.disk = disk;
        this.correspondence = new Correspondence(host.self(), disk, host.signatures(), this);
    }

    @Override
    public CompletableFuture<Letter> write(PeerId to, String text, Optional<String> key) {
        try {
            HostedRoom.requireKey(key);
            if (to.equals(host.self())) {
                throw new RoomException(Reason.REFUSED, "A direct message goes to somebody else.");
            }
            Event event = new Event(
                    Correspondence.roomOf(host.self(), to),
                    new Author(host.self(), host.name(), Role.STUDENT),
                    host.now(),
                    host.random().nextLong(),
                    message(text));
            SignedEvent signed = SignedEvent.sign(event, host.signatures());
            return host.ask(now -> write(to, signed, key, now));
        } catch (RoomException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Body message(String text) {
        try {
            return new Body.Message(text);
        } catch (IllegalArgumentException e) {
            throw new RoomException(Reason.TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private Letter write(PeerId to, SignedEvent event, Optional<String> key, long now) {
        try {
            return correspondence.write(to, event, key, now);
        } catch (IllegalStateException e) {
            throw new RoomException(Reason.FULL, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public CompletableFuture<List<Letter>> conversations() {
        return host.ask(_ -> disk.conversations());
    }

    @Override
    public CompletableFuture<List<Letter>> conversation(PeerId with, long before, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "%d messages, from 1 to %d may be asked for".formatted(limit, MAX_LIMIT)));
        }
        return host.ask(_ -> disk.conversation(with, before, limit));
    }

    @Override
    public Listening listen(DirectListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void receive(PeerId from, DirectPacket packet, long now) {
        correspondence.receive(from, packet, host.isNeighbour(from), now);
    }

    void wake(long now) {
        correspondence.wake(now);
    }

    @Override
    public void send(PeerId to, DirectPacket packet) {
        host.afterSync(() -> host.send(to, packet));
    }

    @Override
    public void kept(Letter letter) {
        tell(listener -> listener.kept(letter));
    }

    @Override
    public void arrived(PeerId at, List<EventId> events) {
        tell(listener -> listener.arrived(at, events));
    }

    private void tell(Consumer<DirectListener> what) {
        host.afterSync(() -> listeners.forEach(what));
    }

    @Override
    public void misbehaved(PeerId peer, String what) {
        host.afterSync(() -> host.misbehaved(peer, what));
    }
}
