package org.lyceum.chat.door;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.chat.hosting.RoomListener;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.chat.rules.Standings;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

/** A room of one, in memory: what is written has its place at once, unless the room is told to be out of reach. */
final class FakeRoom implements LiveRoom {

    private static final int MAX_PAGE_BYTES = 1 << 20;

    private final Identity identity = Identity.generate();
    private final RoomName name;
    private final String title;
    private final Timeline timeline;
    private final List<Placed> log = new ArrayList<>();
    private final List<Runnable> unreachable = new ArrayList<>();
    private final Map<String, Sent> byKey = new HashMap<>();
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable String refusal;
    private boolean reachable = true;
    private long nonce;
    private long read;
    private String logId = "00000000000000a1";
    volatile int pages;
    final AtomicInteger typed = new AtomicInteger();

    FakeRoom(String course) {
        title = course.strip();
        name = RoomName.of(course);
        timeline = new Timeline(name, Standings.NONE);
    }

    @Override
    public RoomName name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Author self() {
        return new Author(identity.peerId(), "ada", Role.STUDENT);
    }

    @Override
    public synchronized CompletableFuture<RoomStatus> status() {
        return CompletableFuture.completedFuture(statusNow());
    }

    private RoomStatus statusNow() {
        return new RoomStatus(
                reachable ? Optional.of(new RoomStatus.ChatNode(identity.peerId(), "ada")) : Optional.empty(),
                reachable,
                1,
                logId,
                log.isEmpty() ? 0 : log.getLast().seq(),
                unreachable.size());
    }

    @Override
    public CompletableFuture<Sent> write(Body body, Optional<String> key) {
        return write(sign(body), key);
    }

    SignedEvent sign(Body body) {
        return SignedEvent.sign(
                new Event(name, self(), Instant.ofEpochMilli(1_800_000_000_000L + nonce), nonce++, body),
                new IdentitySignatures(identity));
    }

    @Override
    public synchronized CompletableFuture<Sent> write(SignedEvent ready, Optional<String> key) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(new RoomException(RoomException.Reason.REFUSED, refusal));
        }
        Sent known = key.map(byKey::get).orElse(null);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Placed> placed = new CompletableFuture<>();
        Sent sent = new Sent(ready, placed);
        key.ifPresent(it -> byKey.put(it, sent));
        if (reachable) {
            placed.complete(place(ready));
        } else {
            unreachable.add(() -> placed.complete(place(ready)));
        }
        return CompletableFuture.completedFuture(sent);
    }

    private Placed place(SignedEvent event) {
        Placed placed = new Placed(1, log.isEmpty() ? 2 : log.getLast().seq() + 1, event);
        log.add(placed);
        timeline.apply(placed);
        listeners.forEach(each -> each.placed(List.of(placed)));
        return placed;
    }

    /** As when the chat node is gone. */
    synchronized void cutOff() {
        reachable = false;
        listeners.forEach(each -> each.statusChanged(statusNow()));
    }

    synchronized void reachAgain() {
        reachable = true;
        List.copyOf(unreachable).forEach(Runnable::run);
        unreachable.clear();
        listeners.forEach(each -> each.statusChanged(statusNow()));
    }

    synchronized void refuseEverything(String reason) {
        refusal = reason;
    }

    /** As when the log gives way to another, which has these events. */
    synchronized void replaceLog(Body... bodies) {
        log.clear();
        timeline.startOver();
        logId = "00000000000000b2";
        listeners.forEach(RoomListener::startedOver);
        List.of(bodies).forEach(body -> place(sign(body)));
    }

    @Override
    public synchronized <T> CompletableFuture<T> ask(Function<Timeline, T> question) {
        return CompletableFuture.completedFuture(question.apply(timeline));
    }

    @Override
    public synchronized CompletableFuture<List<Placed>> events(long after, int limit) {
        pages++;
        List<Placed> page = new ArrayList<>();
        int bytes = 0;
        for (Placed placed : log) {
            if (placed.seq() > after) {
                bytes += placed.event().bytes();
                if (page.size() == limit || (!page.isEmpty() && bytes > MAX_PAGE_BYTES)) {
                    break;
                }
                page.add(placed);
            }
        }
        return CompletableFuture.completedFuture(page);
    }

    @Override
    public Listening listen(RoomListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    void someoneTypes(Identity who, String called) {
        listeners.forEach(each -> each.typing(who.peerId(), called));
    }

    void close() {
        listeners.forEach(RoomListener::closed);
    }

    @Override
    public void typing() {
        typed.incrementAndGet();
    }

    @Override
    public synchronized CompletableFuture<Long> readUpTo() {
        return CompletableFuture.completedFuture(read);
    }

    @Override
    public synchronized void read(long seq) {
        read = Math.max(read, seq);
    }
}
