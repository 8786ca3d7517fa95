package org.lyceum.chat.hosting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.RoomException.Reason;
import org.lyceum.chat.hosting.RoomStatus.ChatNode;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Member;
import org.lyceum.chat.replication.Pledge;
import org.lyceum.chat.replication.ReplicaSettings;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.chat.room.Room;
import org.lyceum.chat.room.RoomActions;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.storage.StoredRoom;
import org.lyceum.chat.timeline.Person;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;

/**
 * A room of this node. What is not said to be for any thread runs on the rooms' thread; whatever the core wants told,
 * to other nodes or to listeners, is told {@linkplain RoomsHost#afterSync after} what it has written is on the disk.
 */
final class HostedRoom implements LiveRoom, RoomActions {

    private static final int MAX_KEY = 64;
    private static final int MAX_EVENTS = 1_000;
    private static final int REPLAY_BYTES = 1024 * 1024;

    /** Between two messages that somebody writes. */
    private static final long TYPING_MILLIS = 2_000;

    private final RoomsHost host;
    private final StoredRoom stored;
    private final Timeline timeline;
    private final RoomGate gate;
    private final Intake intake = new Intake();
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<EventId, List<CompletableFuture<Placed>>> placing = new HashMap<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private List<Placed> placed = new ArrayList<>();
    private @Nullable String welcome;

    private boolean isGreeted;

    /** What this node, not its people, has said of itself: should it be refused, nobody misses it. */
    private @Nullable EventId announcement;

    /** What was shown last, whatever became of it: nobody is told again and again. */
    private @Nullable Credentials shown;

    private RoomLog log;
    private Room room;
    private Neighbourhood neighbourhood = Neighbourhood.EMPTY;
    private @Nullable PeerId chatNode;
    private @Nullable PeerId announced;
    private long epoch;
    private boolean mayAnnounce;
    private long heard;
    private volatile long told;
    private volatile long typedAt;
    private volatile boolean closed;

    HostedRoom(RoomsHost host, StoredRoom stored, long now) {
        this.host = host;
        this.stored = stored;
        this.timeline = new Timeline(stored.name(), host.standing());
        this.gate = new RoomGate(host.signatures(), host.self(), new RoomRules(stored.title()), timeline, host.clock());
        this.log = stored.log(host.random());
        this.room = open(now);
    }

    /** Goes on from what is on the disk. */
    void reopen(long now) {
        timeline.startOver();
        heard = 0;
        placed = new ArrayList<>();
        log = stored.log(host.random());
        room = open(now);
        room.members(neighbourhood.members());
        tell(RoomListener::startedOver);
    }

    private Room open(long now) {
        for (long next = 1; next <= log.committed(); ) {
            for (Entry entry : log.entries(next, REPLAY_BYTES)) {
                if (entry.seq() <= log.committed()) {
                    read(entry);
                }
                next = entry.seq() + 1;
            }
        }
        told = heard;
        Member self = new Member(host.self(), host.mayLead());
        return new Room(
                stored.name(), self, ReplicaSettings.defaults(), log, stored.outbox(), gate, host.random(), this, now);
    }

    /** Takes an acknowledged entry into view; null when it was there, or shows nothing. */
    private @Nullable Placed read(Entry entry) {
        if (entry.seq() <= heard) {
            return null;
        }
        heard = entry.seq();
        entry.event().ifPresent(gate::placed);
        if (!(entry.content() instanceof Entry.Posted posted)) {
            return null;
        }
        Placed event = new Placed(entry.position().epoch(), entry.seq(), posted.event());
        timeline.apply(event);
        if (posted.event().event().body() instanceof Body.FacilitatorChanged changed
                && changed.epoch() == event.epoch()) {
            announced = posted.event().author();
        }
        return event;
    }

    @Override
    public RoomName name() {
        return stored.name();
    }

    @Override
    public String title() {
        return stored.title();
    }

    @Override
    public Author self() {
        return new Author(host.self(), host.name(), host.standing().role(name(), host.now()));
    }

    @Override
    public CompletableFuture<RoomStatus> status() {
        return host.ask(this, _ -> statusNow());
    }

    private RoomStatus statusNow() {
        Pledge pledge = log.pledge();
        String logId = pledge == null
                ? ""
                : "%016x".formatted(pledge.lineage().founding().nonce());
        return new RoomStatus(
                Optional.ofNullable(chatNode).map(peer -> new ChatNode(peer, nameOf(peer))),
                host.self().equals(chatNode),
                epoch,
                logId,
                told,
                room.waitingCount());
    }

    private String nameOf(PeerId peer) {
        if (peer.equals(host.self())) {
            return host.name();
        }
        return neighbourhood.name(peer).or(() -> nameInRoom(peer)).orElseGet(() -> shortened(peer));
    }

    /** The directory may not have heard of somebody yet. */
    private Optional<String> nameInRoom(PeerId peer) {
        return timeline.members(host.now()).stream()
                .filter(person -> person.peer().equals(peer))
                .map(Person::name)
                .findAny();
    }

    private static String shortened(PeerId peer) {
        String text = peer.toString();
        return text.substring(Math.max(0, text.length() - 8));
    }

    @Override
    public CompletableFuture<Sent> write(Body body, Optional<String> key) {
        try {
            Event event = new Event(name(), self(), host.now(), host.random().nextLong(), body);
            return write(SignedEvent.sign(event, host.signatures()), key);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new RoomException(Reason.TOO_LARGE, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public CompletableFuture<Sent> write(SignedEvent ready, Optional<String> key) {
        CompletableFuture<Sent> sent = new CompletableFuture<>();
        try {
            requireSize(ready);
            requireKey(key);
            if (closed) {
                throw leftAlready();
            }
            if (intake.add(new Intake.Said(ready, key, sent))) {
                host.tell(this, this::takeIn);
            }
        } catch (RoomException | IllegalArgumentException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private static void requireSize(SignedEvent event) {
        if (event.content().length > SignedEvent.MAX_CONTENT_BYTES) {
            throw new RoomException(
                    Reason.TOO_LARGE,
                    "the message takes %d bytes with all that belongs to it, at most %d are allowed"
                            .formatted(event.content().length, SignedEvent.MAX_CONTENT_BYTES));
        }
    }

    static void requireKey(Optional<String> key) {
        if (key.filter(it -> it.isEmpty() || it.length() > MAX_KEY).isPresent()) {
            throw new IllegalArgumentException("a key of %d characters, from 1 to %d are wanted"
                    .formatted(key.get().length(), MAX_KEY));
        }
    }

    /** Says what was said since. */
    void takeIn(long now) {
        List<SignedEvent> fresh = new ArrayList<>();
        for (Intake.Said said : intake.takeAll()) {
            try {
                Optional<SignedEvent> before = said.key().flatMap(stored::said);
                SignedEvent event = before.orElse(said.event());
                CompletableFuture<Placed> place = new CompletableFuture<>();
                if (room.hasCommitted(event.id())) {
                    find(event).ifPresent(place::complete);
                } else {
                    requireAllowed(event, fresh.size());
                    if (before.isEmpty()) {
                        said.key().ifPresent(key -> stored.say(key, event));
                    }
                    fresh.add(event);
                    placing.computeIfAbsent(event.id(), _ -> new ArrayList<>()).add(place);
                }
                host.answer(said.sent(), new Sent(event, place));
            } catch (RoomException e) {
                host.afterSync(() -> host.fail(said.sent(), e));
            }
        }
        if (!fresh.isEmpty()) {
            room.write(fresh, now);
        }
    }

    private Optional<Placed> find(SignedEvent event) {
        long seq = log.seq(event.id()).orElse(0);
        return seq == 0
                ? Optional.empty()
                : Optional.of(new Placed(log.position(seq).epoch(), seq, event));
    }

    /**
     * What waits may change what is allowed: then it is for the chat node to say. But who asks anonymously this node alone
     * knows.
     */
    private void requireAllowed(SignedEvent event, int before) {
        if (room.waitingCount() + before >= Room.MAX_WAITING) {
            throw new RoomException(
                    Reason.FULL,
                    "%d messages wait for the room already: it cannot be reached; try again when it can"
                            .formatted(room.waitingCount()));
        }
        Optional<String> refusal = Optional.empty();
        if (event.event().body() instanceof Body.AnonymousQuestion) {
            refusal = RoomRules.refusalToAsk(host.self(), timeline, host.now());
        }
        if (refusal.isEmpty() && room.waitingCount() + before == 0) {
            refusal = gate.refusalNow(event);
        }
        refusal.ifPresent(why -> {
            throw new RoomException(Reason.REFUSED, why);
        });
    }

    private RoomException leftAlready() {
        return new RoomException(Reason.CLOSED, "this node has left the room of %s".formatted(title()));
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<Timeline, T> question) {
        return host.ask(this, _ -> question.apply(timeline));
    }

    @Override
    public CompletableFuture<List<Placed>> events(long after, int limit) {
        if (limit < 1 || limit > MAX_EVENTS) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "%d events, from 1 to %d may be asked for".formatted(limit, MAX_EVENTS)));
        }
        return host.read(reader -> reader.events(stored, Math.max(0, after), told, limit));
    }

    @Override
    public Listening listen(RoomListener listener) {
        listeners.add(listener);
        host.tell(this, _ -> {
            String waiting = welcome;
            if (waiting != null) {
                welcome = null;
                listener.notice(waiting);
            }
        });
        return () -> listeners.remove(listener);
    }

    @Override
    public void typing() {
        long now = host.now().toEpochMilli();
        if (now - typedAt >= TYPING_MILLIS) {
            typedAt = now;
            host.tell(
                    this,
                    _ -> neighbourhood
                            .members()
                            .forEach(member -> host.send(
                                    member.peer(),
                                    neighbourhood.addresses(member.peer()),
                                    new RoomEnvelope.Typing(name()))));
        }
    }

    @Override
    public CompletableFuture<Long> readUpTo() {
        return host.ask(this, _ -> stored.readUpTo());
    }

    @Override
    public void read(long seq) {
        host.tell(this, _ -> {
            if (seq > stored.readUpTo() && seq <= told) {
                stored.readUpTo(seq);
            }
        });
    }

    /** The directory has changed. */
    void neighbours(Neighbourhood next) {
        PeerId leader = chatNode;
        String before = leader == null ? "" : nameOf(leader);
        neighbourhood = next;
        room.members(next.members());
        if (leader != null && leader.equals(chatNode) && !nameOf(leader).equals(before)) {
            tellStatus();
        }
    }

    /** Where a node of the room is reached; empty for any other. */
    List<Address> addresses(PeerId peer) {
        return neighbourhood.addresses(peer);
    }

    void receive(PeerId from, RoomEnvelope envelope, long now) {
        switch (envelope) {
            case RoomEnvelope.OfLog of -> room.receive(from, of.message(), now);
            case RoomEnvelope.Typing _ -> {
                if (neighbourhood.has(from)) {
                    tell(listener -> listener.typing(from, nameOf(from)));
                }
            }
        }
    }

    long nextWake() {
        return room.nextWake();
    }

    void wake(long now) {
        room.wake(now);
    }

    /** What the core may not be told while it decides. Runs before what was written is synced. */
    void settle(long now) {
        if (mayAnnounce) {
            mayAnnounce = false;
            if (host.self().equals(chatNode) && !host.self().equals(announced)) {
                announced = host.self();
                SignedEvent changed = sign(new Body.FacilitatorChanged(epoch));
                announcement = changed.id();
                room.write(List.of(changed), now);
            }
        }
        if (!placed.isEmpty()) {
            List<Placed> batch = List.copyOf(placed);
            placed = new ArrayList<>();
            long upTo = heard;
            host.afterSync(() -> {
                told = upTo;
                batch.forEach(this::answer);
                tellNow(listener -> listener.placed(batch));
            });
        } else if (told != heard) {
            long upTo = heard;
            host.afterSync(() -> told = upTo);
        }
    }

    private void answer(Placed event) {
        List<CompletableFuture<Placed>> waiting = placing.remove(event.event().id());
        if (waiting != null) {
            waiting.forEach(place -> host.complete(place, event));
        }
        if (event.event().author().equals(host.self()) && event.event().event().body() instanceof Body.Joined) {
            greet();
        }
    }

    private void greet() {
        if (isGreeted) {
            return;
        }
        isGreeted = true;
        String text = "You have joined %s's room. Welcome!".formatted(title());
        if (listeners.isEmpty()) {
            welcome = text;
        } else {
            tellNow(listener -> listener.notice(text));
        }
    }

    private SignedEvent sign(Body body) {
        Event event = new Event(name(), self(), host.now(), host.random().nextLong(), body);
        return SignedEvent.sign(event, host.signatures());
    }

    /** Shows to the room who this node's people are, when it does not know or it has changed. */
    void join(long now) {
        Credentials credentials = host.standing().credentials();
        if (credentials.equals(shown)) {
            return;
        }
        boolean isKnown =
                timeline.isMember(host.self()) && timeline.shown(host.self()).equals(credentials);
        boolean isUnderWay = stored.outbox().oldest(REPLAY_BYTES).stream()
                .map(waiting -> waiting.event().body())
                .anyMatch(body -> body instanceof Body.Joined joined
                        && joined.credentials().equals(credentials));
        if (!isKnown && !isUnderWay && !room.isFull()) {
            room.write(List.of(sign(new Body.Joined(credentials))), now);
        }
        shown = credentials;
    }

    /** Says that this node's people go, for good. */
    CompletableFuture<Placed> sayGoodbye(long now) {
        SignedEvent goodbye = sign(new Body.Left());
        CompletableFuture<Placed> heardByAll = new CompletableFuture<>();
        placing.computeIfAbsent(goodbye.id(), _ -> new ArrayList<>()).add(heardByAll);
        room.write(List.of(goodbye), now);
        return heardByAll;
    }

    /** Hands the lead over; done when that is so. */
    CompletableFuture<Void> leave(long now) {
        room.leave(now);
        return left;
    }

    /** Nothing more will be answered. */
    void close() {
        closed = true;
        RoomException why = leftAlready();
        intake.takeAll().forEach(said -> host.fail(said.sent(), why));
        placing.values().forEach(all -> all.forEach(place -> host.fail(place, why)));
        placing.clear();
        tellNow(RoomListener::closed);
    }

    /** Room of what {@link Retention} needs. */
    RoomLog log() {
        return log;
    }

    Timeline timeline() {
        return timeline;
    }

    void expire(List<EventId> events) {
        room.expire(events);
    }

    private void tell(Consumer<RoomListener> what) {
        host.afterSync(() -> tellNow(what));
    }

    private void tellNow(Consumer<RoomListener> what) {
        listeners.forEach(what);
    }

    @Override
    public void send(PeerId to, RoomMessage message) {
        host.afterSync(() -> host.send(to, neighbourhood.addresses(to), new RoomEnvelope.OfLog(name(), message)));
    }

    @Override
    public void committed(Entry entry) {
        Placed event = read(entry);
        if (event != null) {
            placed.add(event);
        }
        mayAnnounce |= entry.position().epoch() == epoch && host.self().equals(chatNode);
    }

    @Override
    public void startOver() {
        timeline.startOver();
        heard = 0;
        told = 0;
        announced = null;
        placed = new ArrayList<>();
        tell(RoomListener::startedOver);
    }

    @Override
    public void follows(@Nullable PeerId next, long inEpoch) {
        chatNode = next;
        epoch = inEpoch;
        tellStatus();
    }

    private void tellStatus() {
        host.afterSync(() -> {
            RoomStatus status = statusNow();
            tellNow(listener -> listener.statusChanged(status));
        });
    }

    @Override
    public void refused(EventId event, String reason) {
        List<CompletableFuture<Placed>> waiting = placing.remove(event);
        host.afterSync(() -> {
            if (waiting != null) {
                waiting.forEach(place -> host.fail(place, new RoomException(Reason.REFUSED, reason)));
            }
            if (!event.equals(announcement)) {
                tellNow(listener -> listener.refused(event, reason));
            }
        });
    }

    @Override
    public void misbehaved(PeerId peer, String what) {
        host.afterSync(() -> host.misbehaved(peer, "room '%s': %s".formatted(name(), what)));
    }

    @Override
    public void left() {
        host.afterSync(() -> left.complete(null));
    }
}
