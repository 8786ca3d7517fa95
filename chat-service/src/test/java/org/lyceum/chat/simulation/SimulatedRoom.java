package org.lyceum.chat.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Founding;
import org.lyceum.chat.replication.Gate;
import org.lyceum.chat.replication.Member;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.overlay.PeerId;

/** Nodes and what is between them. Holds the invariants of every moment; the tests state those of the end. */
final class SimulatedRoom {

    static final RoomName NAME = RoomName.of("SWE");

    /** 21 November 2026. */
    static final long START = 1_795_000_000_000L;

    private static final Gate OPEN = new Gate() {
        @Override
        public boolean isGenuine(SignedEvent event) {
            return true;
        }

        @Override
        public Optional<String> refusal(SignedEvent event) {
            return Optional.empty();
        }
    };

    private record Epoch(Founding founding, long epoch) {}

    final long seed;
    final List<SimulatedNode> nodes = new ArrayList<>();
    final Set<Founding> foundings = new HashSet<>();

    /** What each node said, in order, and what of it its own node told it to be acknowledged. */
    final Map<SimulatedNode, List<EventId>> written = new LinkedHashMap<>();

    final Set<EventId> acknowledged = new HashSet<>();

    /** Whose content some node has removed. */
    final Set<EventId> expired = new HashSet<>();

    Conditions conditions;

    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime();
    private final Map<PeerId, SimulatedNode> byName = new HashMap<>();
    private final Set<PeerId> listed = new HashSet<>();
    private final Map<Epoch, SimulatedNode> chatNodes = new HashMap<>();

    /** What has which place, and which place an event has, in each log. */
    private final Map<Founding, Map<Long, Entry>> entries = new HashMap<>();

    private final Map<Founding, Map<EventId, Long>> places = new HashMap<>();
    private final Map<SimulatedNode, Long> read = new HashMap<>();

    SimulatedRoom(long seed, int chatNodes, int others, Conditions conditions) {
        this.seed = seed;
        this.conditions = conditions;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < chatNodes + others; i++) {
            SimulatedNode node = new SimulatedNode(this, i, i < chatNodes);
            nodes.add(node);
            byName.put(node.peer, node);
            written.put(node, new ArrayList<>());
        }
    }

    long now() {
        return time.now();
    }

    VirtualTime time() {
        return time;
    }

    RandomGenerator random() {
        return random;
    }

    Gate gate() {
        return OPEN;
    }

    void run(long millis) {
        time.run(millis);
    }

    SimulatedNode node(PeerId peer) {
        return Objects.requireNonNull(byName.get(peer));
    }

    List<SimulatedNode> running() {
        return nodes.stream().filter(node -> node.running).toList();
    }

    SimulatedNode anyOf(List<SimulatedNode> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The directory tells the others within a second. */
    void start(SimulatedNode node) {
        listed.add(node.peer);
        node.start(members());
        tellAll();
    }

    /** A node that was stopped wakes, and finds what has come meanwhile. */
    void goOn(SimulatedNode node) {
        node.stoppedUntil = now();
        node.goOn();
    }

    /** Stops a node, as SIGSTOP does, for so long. */
    void stop(SimulatedNode node, long millis) {
        node.stoppedUntil = now() + millis;
        time.at(node.stoppedUntil, node::goOn);
    }

    List<EventId> written(SimulatedNode node) {
        return Objects.requireNonNull(written.get(node));
    }

    /** It leaves the directory, as one that said goodbye. */
    void unlist(SimulatedNode node) {
        listed.remove(node.peer);
        tellAll();
    }

    private void tellAll() {
        for (SimulatedNode other : nodes) {
            time.at(now() + random.nextLong(1_000), () -> other.members(members()));
        }
    }

    private List<Member> members() {
        return nodes.stream()
                .filter(node -> listed.contains(node.peer))
                .map(SimulatedNode::member)
                .toList();
    }

    Optional<SimulatedNode> chatNode() {
        return nodes.stream().filter(SimulatedNode::leads).findAny();
    }

    void send(SimulatedNode from, PeerId to, RoomMessage message) {
        if (random.nextDouble() >= conditions.loss()) {
            carry(from, node(to), message);
        }
        if (random.nextDouble() < conditions.doubled()) {
            carry(from, node(to), message);
        }
    }

    private void carry(SimulatedNode from, SimulatedNode to, RoomMessage message) {
        time.at(now() + 1 + random.nextLong(conditions.maxDelay()), () -> arrive(from, to, message));
    }

    private void arrive(SimulatedNode from, SimulatedNode to, RoomMessage message) {
        if (from.side != to.side) {
            return;
        }
        if (to.stoppedUntil > now()) {
            to.whenItGoesOn(() -> arrive(from, to, message));
        } else {
            to.receive(from.peer, message);
        }
    }

    void wrote(SimulatedNode node, SignedEvent event) {
        written(node).add(event.id());
    }

    private Founding founding(SimulatedNode node) {
        return Objects.requireNonNull(node.disk.pledge()).lineage().founding();
    }

    void leads(SimulatedNode node, long epoch) {
        foundings.add(founding(node));
        if (!node.mayLead) {
            throw violated("node %d leads without the role".formatted(node.index));
        }
        if (chatNodes.putIfAbsent(new Epoch(founding(node), epoch), node) != null) {
            throw violated("epoch %d has two chat nodes, one is node %d".formatted(epoch, node.index));
        }
    }

    void restarted(SimulatedNode node) {
        read.remove(node);
    }

    void committed(SimulatedNode node, Entry entry) {
        Founding founding = founding(node);
        Long before = read.put(node, entry.seq());
        if (before != null && before + 1 != entry.seq()) {
            throw violated("node %d reads %d after %d".formatted(node.index, entry.seq(), before));
        }
        Entry there = entries.computeIfAbsent(founding, _ -> new HashMap<>()).putIfAbsent(entry.seq(), entry);
        if (there != null && !isSame(there, entry)) {
            throw violated("node %d reads another entry at %d".formatted(node.index, entry.seq()));
        }
        entry.event().ifPresent(id -> {
            Long place = places.computeIfAbsent(founding, _ -> new HashMap<>()).putIfAbsent(id, entry.seq());
            if (place != null && place != entry.seq()) {
                throw violated("an event has the places %d and %d".formatted(place, entry.seq()));
            }
            if (isOf(node, entry, id)) {
                acknowledged.add(id);
            }
        });
    }

    private boolean isOf(SimulatedNode node, Entry entry, EventId id) {
        return entry.content() instanceof Entry.Posted posted
                ? posted.event().author().equals(node.peer)
                : written(node).contains(id);
    }

    /** Nodes may differ in what has expired, and in nothing else. */
    private static boolean isSame(Entry one, Entry other) {
        boolean isExpired = one.content() instanceof Entry.Expired || other.content() instanceof Entry.Expired;
        return isExpired
                ? one.position().equals(other.position()) && one.event().equals(other.event())
                : one.equals(other);
    }

    /** The events of a node's log, in order. */
    static List<EventId> events(SimulatedNode node) {
        return node.disk.entries().stream()
                .flatMap(entry -> entry.event().stream())
                .toList();
    }

    AssertionError violated(String what) {
        return new AssertionError("seed %d at %d ms: %s".formatted(seed, now(), what));
    }
}
