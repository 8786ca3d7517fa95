package org.lyceum.chat.room;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.outbox.Outbox;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Gate;
import org.lyceum.chat.replication.Member;
import org.lyceum.chat.replication.Replica;
import org.lyceum.chat.replication.ReplicaActions;
import org.lyceum.chat.replication.ReplicaSettings;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.overlay.PeerId;

/**
 * What one node does for one room.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds since 1970, which never runs
 * backwards. {@link #wake} is due at {@link #nextWake}.
 */
public final class Room {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** As many events of this node's people may wait for the room. */
    public static final int MAX_WAITING = 10_000;

    private final Replica replica;
    private final Outbox outbox;
    private final RoomActions actions;

    /**
     * Goes on from what is on the disk.
     *
     * @param self whether it may lead is whether it has the role chat
     */
    public Room(
            RoomName name,
            Member self,
            ReplicaSettings settings,
            RoomLog log,
            OutboxDisk unsent,
            Gate gate,
            RandomGenerator random,
            RoomActions actions,
            long now) {
        this.actions = actions;
        this.outbox = new Outbox(unsent, RETRY, MAX_WAITING, settings.maxBatchBytes());
        this.replica = new Replica(name, self, settings, log, gate, random, new FromReplica(), now);
        outbox.settle(outbox.waiting().stream().filter(replica::hasCommitted).toList());
    }

    /** The nodes of the room as the directory has them now. */
    public void members(Collection<Member> all) {
        replica.members(all);
    }

    /**
     * Says something, now or as soon as the room can be reached. It has been heard when it is {@linkplain
     * RoomActions#committed committed}.
     *
     * @param events what has been committed already is passed over
     * @throws IllegalStateException when too much waits already; none is taken then
     */
    public void write(List<SignedEvent> events, long now) {
        outbox.add(events.stream()
                .filter(event -> !replica.hasCommitted(event.id()))
                .toList());
        submit(now);
    }

    /** Whether as much waits as may. */
    public boolean isFull() {
        return outbox.isFull();
    }

    /** Whether the event has its place for good. */
    public boolean hasCommitted(EventId event) {
        return replica.hasCommitted(event);
    }

    /** Removes the content of committed events from this node's disk. */
    public void expire(Collection<EventId> events) {
        replica.expire(events);
    }

    public void receive(PeerId from, RoomMessage message, long now) {
        replica.receive(from, message, now);
        submit(now);
    }

    public void wake(long now) {
        replica.wake(now);
        submit(now);
    }

    /** When {@link #wake} is due, at the latest. */
    public long nextWake() {
        return replica.chatNode().isPresent() ? Math.min(replica.nextWake(), outbox.nextDue()) : replica.nextWake();
    }

    /** Goes without being missed; {@link RoomActions#left} says when, but give it a few seconds at most. */
    public void leave(long now) {
        replica.leave(now);
    }

    /** The chat node as far as this node knows. */
    public Optional<PeerId> chatNode() {
        return replica.chatNode();
    }

    /** What this node's people have said and the room has not heard yet, in order. */
    public List<EventId> waiting() {
        return outbox.waiting();
    }

    /** How many of these there are. */
    public int waitingCount() {
        return outbox.size();
    }

    private void submit(long now) {
        if (replica.chatNode().isPresent()) {
            List<SignedEvent> due = outbox.due(now);
            if (!due.isEmpty()) {
                replica.submit(due, now);
            }
        }
    }

    private final class FromReplica implements ReplicaActions {

        @Override
        public void send(PeerId to, RoomMessage message) {
            actions.send(to, message);
        }

        @Override
        public void committed(Entry entry) {
            actions.committed(entry);
            entry.event().ifPresent(event -> outbox.settle(List.of(event)));
        }

        @Override
        public void follows(@Nullable PeerId chatNode, long epoch) {
            outbox.resubmit();
            actions.follows(chatNode, epoch);
        }

        @Override
        public void refused(EventId event, String reason) {
            outbox.settle(List.of(event));
            actions.refused(event, reason);
        }

        @Override
        public void setAside(Iterable<List<SignedEvent>> events) {
            outbox.addSetAside(events);
            actions.startOver();
        }

        @Override
        public void misbehaved(PeerId peer, String what) {
            actions.misbehaved(peer, what);
        }

        @Override
        public void left() {
            actions.left();
        }
    }
}
