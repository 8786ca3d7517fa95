package org.lyceum.chat.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Member;
import org.lyceum.chat.replication.ReplicaSettings;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.chat.room.Room;
import org.lyceum.chat.room.RoomActions;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.identity.Role;

/** A node in the simulated room: the real core, its disk, its clock, and where it stands. */
final class SimulatedNode implements RoomActions {

    final int index;
    final PeerId peer;
    final boolean mayLead;
    final MemoryDisk disk;
    final Power power = new Power();

    boolean running;
    boolean hasLeft;
    long stoppedUntil;
    int side;

    private final SimulatedRoom network;
    private final RandomGenerator random;

    /** How far its clock is off, in milliseconds and in its pace. */
    private final long offset;

    private final double pace;
    private @Nullable Room room;
    private long scheduled = Long.MAX_VALUE;
    private int written;
    private final List<Runnable> postponed = new ArrayList<>();

    SimulatedNode(SimulatedRoom network, int index, boolean mayLead) {
        this.network = network;
        this.index = index;
        this.mayLead = mayLead;
        this.random = new SplittableRandom(network.seed * 1_000_003 + index);
        byte[] key = new byte[PeerId.KEY_BYTES];
        random.nextBytes(key);
        this.peer = PeerId.of(key);
        this.disk = new MemoryDisk(random, power);
        this.offset = SimulatedRoom.START + random.nextLong(-3_600_000, 3_600_000);
        this.pace = random.nextDouble(0.97, 1.03);
    }

    Member member() {
        return new Member(peer, mayLead);
    }

    private Room room() {
        if (room == null) {
            throw new AssertionError("node %d is not running".formatted(index));
        }
        return room;
    }

    private long clock() {
        return offset + (long) (network.now() * pace);
    }

    private long networkTime(long clock) {
        return clock == Long.MAX_VALUE ? clock : (long) Math.ceil((clock - offset) / pace);
    }

    /** As a process that was killed and is started anew, with what is on its disk. */
    void start(Collection<Member> members) {
        power.restore();
        disk.forgetCommits();
        running = true;
        hasLeft = false;
        scheduled = Long.MAX_VALUE;
        network.restarted(this);
        step(() -> {
            room = new Room(
                    SimulatedRoom.NAME,
                    member(),
                    ReplicaSettings.defaults(),
                    disk,
                    disk,
                    network.gate(),
                    random,
                    this,
                    clock());
            room.members(members);
        });
    }

    void kill() {
        running = false;
        room = null;
        stoppedUntil = 0;
        postponed.clear();
    }

    void members(Collection<Member> members) {
        if (stoppedUntil > network.now()) {
            whenItGoesOn(() -> members(members));
            return;
        }
        step(() -> room().members(members));
    }

    void receive(PeerId from, RoomMessage message) {
        step(() -> room().receive(from, message, clock()));
    }

    void leave() {
        step(() -> room().leave(clock()));
    }

    /** What it says is named by the node and counted. */
    void write() {
        Event event = new Event(
                SimulatedRoom.NAME,
                new Author(peer, "node-" + index, Role.STUDENT),
                Instant.ofEpochMilli(clock()),
                random.nextLong(),
                new Body.Message(index + ":" + written));
        byte[] stub = new byte[Signatures.MAX_BYTES];
        Arrays.fill(stub, (byte) index);
        SignedEvent signed = SignedEvent.sign(event, new SimulatedSignatures(stub));
        step(() -> {
            room().write(List.of(signed), clock());
            written++;
            network.wrote(this, signed);
        });
    }

    /** As retention does: the content of some of what it holds for good goes. */
    void expire() {
        List<EventId> old = disk.entries().stream()
                .limit(disk.committed())
                .flatMap(entry -> entry.event().stream())
                .filter(_ -> random.nextInt(4) == 0)
                .toList();
        network.expired.addAll(old);
        step(() -> room().expire(old));
    }

    boolean leads() {
        return running && room().chatNode().filter(peer::equals).isPresent();
    }

    List<EventId> waiting() {
        return room().waiting();
    }

    void whenItGoesOn(Runnable what) {
        postponed.add(what);
    }

    void goOn() {
        if (stoppedUntil <= network.now()) {
            List<Runnable> waiting = List.copyOf(postponed);
            postponed.clear();
            waiting.forEach(Runnable::run);
        }
    }

    /** Whatever a node does ends early when its power does. */
    private void step(Runnable what) {
        if (!running) {
            return;
        }
        try {
            what.run();
        } catch (Power.Cut cut) {
            kill();
        }
        schedule();
    }

    private void schedule() {
        if (!running) {
            return;
        }
        long next = Math.max(networkTime(room().nextWake()), network.now() + 1);
        if (next < scheduled) {
            scheduled = next;
            Room scheduledFor = room();
            network.time().at(next, () -> wakeIfDue(scheduledFor, next));
        }
    }

    private void wakeIfDue(Room scheduledFor, long due) {
        if (room != scheduledFor || due != scheduled) {
            return;
        }
        if (stoppedUntil > network.now()) {
            whenItGoesOn(() -> wakeIfDue(scheduledFor, due));
            return;
        }
        scheduled = Long.MAX_VALUE;
        step(() -> room().wake(clock()));
    }

    @Override
    public void send(PeerId to, RoomMessage message) {
        power.use();
        network.send(this, to, message);
    }

    @Override
    public void committed(Entry entry) {
        network.committed(this, entry);
    }

    @Override
    public void startOver() {
        network.restarted(this);
    }

    @Override
    public void follows(@Nullable PeerId chatNode, long epoch) {
        if (peer.equals(chatNode)) {
            network.leads(this, epoch);
        }
    }

    @Override
    public void refused(EventId event, String reason) {
        throw new AssertionError("seed %d: refused: %s".formatted(network.seed, reason));
    }

    @Override
    public void misbehaved(PeerId who, String what) {
        throw new AssertionError(
                "seed %d: node %d says of %d: %s".formatted(network.seed, index, network.node(who).index, what));
    }

    @Override
    public void left() {
        hasLeft = true;
    }
}
