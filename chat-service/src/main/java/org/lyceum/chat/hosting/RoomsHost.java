package org.lyceum.chat.hosting;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.lyceum.chat.direct.DirectPacket;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.hosting.RoomException.Reason;
import org.lyceum.chat.storage.RoomsDatabase;
import org.lyceum.chat.storage.RoomsReader;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.Messenger;
import org.lyceum.overlay.network.NodeLoop;
import org.lyceum.overlay.network.Offering;
import org.lyceum.overlay.network.OverlayNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of a node: one thread, one database and one protocol for all of them.
 *
 * <p>Whatever happens in a room writes to the database, and wants something told: to other nodes, to who listens, to who
 * asked. All that queues up meanwhile is done first, then the disk is waited for once, and then all is told. So nothing
 * is ever told that a crash could take back, and the busier the node, the more goes into one write.
 */
public final class RoomsHost implements Rooms, NodeLoop.Sleeper, AutoCloseable {

    static final Protocol PROTOCOL = new Protocol("/lyceum/room/1", RoomEnvelope.MAX_BYTES);

    static final Protocol DIRECT = new Protocol("/lyceum/direct/1", DirectPacket.MAX_BYTES);

    /** A node's record takes 16 services, and others need some. */
    private static final int MAX_ROOMS = 8;

    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_GRANTS = Duration.ofSeconds(3);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final long FAREWELL_MILLIS = 2_000;

    private static final Logger logger = LoggerFactory.getLogger(RoomsHost.class);

    private final OverlayNode node;
    private final boolean mayLead;
    private final Signatures signatures;
    private final OwnStanding standing;
    private final RandomGenerator random = new SecureRandom();
    private final RoomsDatabase database;
    private final RoomsReader reader;
    private final NodeLoop loop = NodeLoop.named("rooms");
    private final ExecutorService reading = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rooms-reader").daemon().factory());
    private final ExecutorService telling = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HostedRoom> rooms = new CopyOnWriteArrayList<>();
    private final Messenger messenger;
    private final HostedDirect direct;
    private final Messenger directMessenger;
    private List<Runnable> afterSync = new ArrayList<>();
    private Collection<NodeRecord> records = List.of();
    private final Map<Long, CompletableFuture<?>> unanswered = new HashMap<>();
    private long answers;
    private boolean isSyncDue;
    private boolean isBroken;
    private volatile String name;

    private RoomsHost(OverlayNode node, Identity identity, RoomsDatabase database, String name, boolean mayLead) {
        this.node = node;
        this.mayLead = mayLead;
        this.name = name;
        this.signatures = new IdentitySignatures(identity);
        this.standing = new OwnStanding(node.id());
        this.database = database;
        this.reader = database.reader();
        this.direct = new HostedDirect(this, database.letters());
        this.messenger = node.messenger(PROTOCOL, this::receive);
        this.directMessenger = node.messenger(DIRECT, this::receiveDirect);
    }

    /**
     * Enters the rooms that this node was in, and that of its course.
     *
     * @param folder of the node's databases
     * @param name what others see this node's people as
     * @param mayLead whether this node has the role chat
     * @throws org.lyceum.chat.storage.StorageException when the database cannot be used
     */
    public static RoomsHost start(OverlayNode node, Identity identity, Path folder, String name, boolean mayLead) {
        RoomsHost host = new RoomsHost(node, identity, RoomsDatabase.open(folder), name, mayLead);
        host.begin();
        return host;
    }

    private void begin() {
        String course = ownRecord().map(NodeRecord::course).orElse("");
        lookAtNetwork();
        loop.ask(now -> {
                    database.rooms().forEach(stored -> rooms.add(new HostedRoom(this, stored, now)));
                    if (!course.isBlank()) {
                        add(course, now);
                    }
                    rooms.forEach(room -> room.join(now));
                    sync(now);
                    return true;
                })
                .join();
        loop.wakes(this);
        offer();
        loop.every(LOOK_AROUND, this::lookAround);
        loop.every(LOOK_AT_GRANTS, this::lookAtNetwork);
        loop.every(RECOVERY, () -> loop.tell(this::recover));
        loop.every(RETENTION, this::sweep);
        loop.every(LOOK_AROUND, () -> loop.tell(now -> step(direct::wake, now)));
        lookAround();
    }

    private Optional<NodeRecord> ownRecord() {
        return node.find(record -> record.peer().equals(node.id())).join().stream()
                .findAny();
    }

    @Override
    public LiveRoom enter(String course) {
        RoomName wanted = RoomName.of(course);
        LiveRoom room = loop.ask(now -> {
                    HostedRoom entered = add(course, now);
                    entered.join(now);
                    sync(now);
                    return entered;
                })
                .join();
        offer();
        if (ownRecord().filter(record -> record.course().isEmpty()).isPresent()) {
            node.rename(name, wanted.equals(room.name()) ? room.title() : course)
                    .join();
        }
        lookAround();
        return room;
    }

    private HostedRoom add(String course, long now) {
        RoomName wanted = RoomName.of(course);
        Optional<HostedRoom> there = hosted(wanted);
        if (there.isPresent()) {
            return there.get();
        }
        if (rooms.size() >= MAX_ROOMS) {
            throw new RoomException(
                    Reason.FULL,
                    "this node is in %d rooms already, which is the most: leave one first".formatted(rooms.size()));
        }
        HostedRoom room = new HostedRoom(this, database.enter(wanted, course.strip(), random.nextLong()), now);
        room.neighbours(Neighbourhood.of(records, wanted, node.id()));
        rooms.add(room);
        return room;
    }

    private Optional<HostedRoom> hosted(RoomName wanted) {
        return rooms.stream().filter(room -> room.name().equals(wanted)).findAny();
    }

    @Override
    public Optional<LiveRoom> find(RoomName wanted) {
        return hosted(wanted).map(LiveRoom.class::cast);
    }

    @Override
    public List<LiveRoom> all() {
        return List.copyOf(rooms);
    }

    @Override
    public boolean leave(RoomName wanted) {
        Optional<HostedRoom> found = hosted(wanted);
        found.ifPresent(room -> {
            farewell(room, room::sayGoodbye).join();
            leave(room).join();
            loop.ask(now -> {
                        rooms.remove(room);
                        database.leave(wanted);
                        sync(now);
                        room.close();
                        return true;
                    })
                    .join();
            offer();
        });
        return found.isPresent();
    }

    private CompletableFuture<Boolean> leave(HostedRoom room) {
        return farewell(room, room::leave);
    }

    /** Does something on the room's thread; done when that is, or when it takes too long. */
    private CompletableFuture<Boolean> farewell(HostedRoom room, LongFunction<? extends CompletableFuture<?>> step) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        var _ = ask(room, now -> {
                    var _ = step.apply(now).whenComplete((_, _) -> done.complete(true));
                    return true;
                })
                .exceptionally(_ -> done.complete(true));
        return done.completeOnTimeout(true, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What people say to each other alone. */
    public DirectMessages direct() {
        return direct;
    }

    @Override
    public void rename(String next) {
        Author checked = new Author(node.id(), next, Role.STUDENT);
        node.rename(next, ownRecord().map(NodeRecord::course).orElse("")).join();
        name = checked.name();
    }

    /** Says in this node's record which rooms it is in, and whether it may lead. */
    private void offer() {
        List<Service> services = rooms.stream()
                .map(room -> new Service(Neighbourhood.service(room.name()), node.addresses()))
                .toList();
        Set<String> roles = mayLead ? Set.of(Neighbourhood.CHAT) : Set.of();
        node.offer("rooms", new Offering(roles, services, Set.of(), 0)).join();
    }

    private void lookAround() {
        var _ = node.find(Neighbourhood::isInAnyRoom)
                .thenAccept(found -> loop.tell(now -> {
                    records = found;
                    for (HostedRoom room : rooms) {
                        step(room, _ -> room.neighbours(Neighbourhood.of(found, room.name(), node.id())), now);
                        step(room, room::join, now);
                    }
                }));
    }

    private void lookAtNetwork() {
        try {
            standing.belongTo(node.files().read());
        } catch (OverlayException e) {
            logger.debug("what this node has been granted cannot be read: {}", e.getMessage());
        }
    }

    /** On the thread of the sender's stream: whoever sends waits until it has been dealt with. */
    private void receive(PeerId from, byte[] message) {
        RoomEnvelope envelope = RoomEnvelope.decode(message);
        Optional<HostedRoom> room = hosted(envelope.room());
        if (room.isPresent()) {
            loop.ask(now -> {
                        step(room.get(), at -> room.get().receive(from, envelope, at), now);
                        return true;
                    })
                    .exceptionally(_ -> false)
                    .join();
        }
    }

    private void receiveDirect(PeerId from, byte[] message) {
        DirectPacket packet = DirectPacket.decode(message);
        loop.ask(now -> {
                    step(at -> direct.receive(from, packet, at), now);
                    return true;
                })
                .exceptionally(_ -> false)
                .join();
    }

    @Override
    public long nextWake() {
        return isBroken
                ? Long.MAX_VALUE
                : rooms.stream().mapToLong(HostedRoom::nextWake).min().orElse(Long.MAX_VALUE);
    }

    @Override
    public void wake(long now) {
        for (HostedRoom room : rooms) {
            if (room.nextWake() <= now) {
                step(room, room::wake, now);
            }
        }
    }

    /** Has a room do something. When that fails, memory and disk may differ: then all is begun anew from the disk. */
    private void step(HostedRoom room, LongConsumer what, long now) {
        if (rooms.contains(room)) {
            step(what, now);
        }
    }

    private void step(LongConsumer what, long now) {
        if (isBroken) {
            return;
        }
        try {
            what.accept(now);
            syncSoon();
        } catch (RuntimeException e) {
            broke(e);
        }
    }

    private void syncSoon() {
        if (!isSyncDue) {
            isSyncDue = true;
            loop.tell(this::sync);
        }
    }

    private void sync(long now) {
        isSyncDue = false;
        if (isBroken) {
            return;
        }
        try {
            rooms.forEach(room -> room.settle(now));
            database.sync();
        } catch (RuntimeException e) {
            broke(e);
            return;
        }
        List<Runnable> due = afterSync;
        afterSync = new ArrayList<>();
        for (Runnable each : due) {
            try {
                each.run();
            } catch (RuntimeException e) {
                logger.error("a listener to a room failed", e);
            }
        }
    }

    private void broke(RuntimeException fault) {
        logger.error("the rooms failed; they are begun anew from the disk", fault);
        isBroken = true;
        afterSync.clear();
        unanswered.values().forEach(answer -> fail(answer, withoutDisk()));
        unanswered.clear();
    }

    private void recover(long now) {
        if (isBroken) {
            try {
                database.rollback();
                rooms.forEach(room -> room.reopen(now));
                isBroken = false;
                rooms.forEach(room -> step(room, room::takeIn, now));
            } catch (RuntimeException e) {
                logger.error("the rooms' database cannot be used", e);
            }
        }
    }

    /** Removes what the rooms keep no longer, part by part. */
    void sweep() {
        rooms.forEach(room -> sweep(room, 0));
    }

    private void sweep(HostedRoom room, long after) {
        loop.tell(now -> step(
                room,
                at -> {
                    long next = Retention.sweep(room, after, Instant.ofEpochMilli(at));
                    if (next > after) {
                        sweep(room, next);
                    }
                },
                now));
    }

    private static RoomException withoutDisk() {
        return new RoomException(
                Reason.FULL, "this node cannot use the disk that its rooms are on; its log says why, try again later");
    }

    /** Answers once all that was written so far is on the disk. */
    <T> void answer(CompletableFuture<T> future, T value) {
        long number = answers++;
        unanswered.put(number, future);
        afterSync(() -> {
            unanswered.remove(number);
            complete(future, value);
        });
    }

    /** Runs something once all that was written so far is on the disk; on the rooms' thread. */
    void afterSync(Runnable what) {
        afterSync.add(what);
        syncSoon();
    }

    void tell(HostedRoom room, LongConsumer what) {
        loop.tell(now -> step(room, what, now));
    }

    /** Fails with {@code CLOSED} when the node is no longer in the room, or has ended. */
    <T> CompletableFuture<T> ask(HostedRoom room, LongFunction<T> question) {
        return ask(now -> {
            if (!rooms.contains(room)) {
                throw gone(room);
            }
            return question.apply(now);
        });
    }

    <T> CompletableFuture<T> ask(LongFunction<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var _ = loop.ask(now -> {
                    if (isBroken) {
                        throw withoutDisk();
                    }
                    answer(answer, question.apply(now));
                    return true;
                })
                .exceptionally(fault -> {
                    fail(answer, fault instanceof OverlayException ? ended() : fault);
                    return false;
                });
        return answer;
    }

    private static RoomException ended() {
        return new RoomException(Reason.CLOSED, "this node has left its rooms");
    }

    private static RoomException gone(HostedRoom room) {
        return new RoomException(Reason.CLOSED, "this node has left the room of %s".formatted(room.title()));
    }

    /** Asks the database beside the rooms' thread. */
    <T> CompletableFuture<T> read(Function<RoomsReader, T> question) {
        return CompletableFuture.supplyAsync(() -> question.apply(reader), reading);
    }

    /** Not on the rooms' thread, which whoever waits might block. */
    <T> void complete(CompletableFuture<T> future, T value) {
        tellSoon(() -> future.complete(value));
    }

    void fail(CompletableFuture<?> future, Throwable fault) {
        tellSoon(() -> future.completeExceptionally(fault));
    }

    private void tellSoon(Runnable what) {
        try {
            telling.execute(what);
        } catch (RejectedExecutionException e) {
            // this node has left its rooms: nothing waits for this thread any more
            what.run();
        }
    }

    void send(PeerId to, List<Address> addresses, RoomEnvelope envelope) {
        messenger.send(to, addresses, RoomEnvelope.encode(envelope));
    }

    void send(PeerId to, DirectPacket packet) {
        List<Address> addresses = rooms.stream()
                .map(room -> room.addresses(to))
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(List.of());
        directMessenger.send(to, addresses, DirectPacket.encode(packet));
    }

    /** Whether somebody is in one of this node's rooms. */
    boolean isNeighbour(PeerId peer) {
        return rooms.stream().anyMatch(room -> !room.addresses(peer).isEmpty());
    }

    void misbehaved(PeerId peer, String what) {
        node.misbehaved(peer, what);
    }

    PeerId self() {
        return node.id();
    }

    String name() {
        return name;
    }

    boolean mayLead() {
        return mayLead;
    }

    Signatures signatures() {
        return signatures;
    }

    OwnStanding standing() {
        return standing;
    }

    RandomGenerator random() {
        return random;
    }

    InstantSource clock() {
        return this::now;
    }

    Instant now() {
        return Instant.ofEpochMilli(loop.now());
    }

    /** Hands over what this node leads, and ends; it is in the same rooms when it starts again. */
    @Override
    public void close() {
        CompletableFuture.allOf(rooms.stream().map(this::leave).toArray(CompletableFuture[]::new))
                .join();
        loop.tell(now -> {
            sync(now);
            rooms.forEach(HostedRoom::close);
        });
        loop.close();
        messenger.close();
        directMessenger.close();
        reading.close();
        telling.close();
        reader.close();
        database.close();
    }
}
