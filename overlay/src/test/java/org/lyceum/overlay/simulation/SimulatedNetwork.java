package org.lyceum.overlay.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryCodec;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.gossip.GossipCodec;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.membership.MembershipCodec;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.membership.RegistryActions.DropReason;
import org.lyceum.overlay.node.NodeEvent;

/** Nodes and what is between them. Holds the invariants of every moment; the test states those of the end. */
final class SimulatedNetwork {

    static final Topic TOPIC = new Topic("simulation", 1024);

    /** 21 November 2026. */
    private static final long START = 1_795_000_000_000L;

    private static final List<PeerId> NAMES = new ArrayList<>();

    final long seed;
    final List<SimulatedNode> nodes = new ArrayList<>();

    /** When the first neighbour found each dead node dead to it, and when the last seed dropped it. */
    final Map<PeerId, Long> reported = new HashMap<>();

    final Map<PeerId, Long> dropped = new HashMap<>();
    final List<String> evictedAlive = new ArrayList<>();
    final List<String> misbehaviour = new ArrayList<>();
    final List<SimulatedNode> left = new ArrayList<>();
    final List<NodeEvent> happenings = new ArrayList<>();

    long messages;
    long bytes;
    long bodies;
    boolean countBytes;

    private final Conditions conditions;
    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime(START);
    private final Map<PeerId, SimulatedNode> byName = new HashMap<>();
    private final Map<Address, SimulatedNode> byAddress = new HashMap<>();
    private final IdentityHashMap<byte[], Integer> bodyNumbers = new IdentityHashMap<>();
    private final Set<Long> crossings = new HashSet<>();
    private final Map<Integer, Integer> linkNumbers = new HashMap<>();
    private final List<Address> seedAddresses = new ArrayList<>();
    private long healedAt;

    SimulatedNetwork(long seed, int size, int seeds, Conditions conditions) {
        this.seed = seed;
        this.conditions = conditions;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < seeds; i++) {
            seedAddresses.add(new Address("node-" + i, 4001));
        }
        for (int i = 0; i < size; i++) {
            SimulatedNode node = new SimulatedNode(this, i, name(i), i < seeds);
            nodes.add(node);
            byName.put(node.peer, node);
            byAddress.put(node.address, node);
        }
    }

    /** All come up, one after the other, within so many milliseconds. */
    void startAll(long within) {
        for (SimulatedNode node : nodes) {
            time.at(now() + random.nextLong(within), node::start);
        }
    }

    void run(long millis) {
        time.runUntil(now() + millis);
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

    RandomGenerator randomOf(int index) {
        return new SplittableRandom(seed * 1_000_003 + index);
    }

    List<Address> seedAddresses() {
        return seedAddresses;
    }

    SimulatedNode node(PeerId peer) {
        SimulatedNode node = byName.get(peer);
        if (node == null) {
            throw new AssertionError(peer + " is not in this network");
        }
        return node;
    }

    List<SimulatedNode> running() {
        return nodes.stream().filter(node -> node.running).toList();
    }

    List<SimulatedNode> anyOf(List<SimulatedNode> from, int count) {
        List<SimulatedNode> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    void tell(SimulatedNode from, String text) {
        from.core().publish(TOPIC, text.getBytes(StandardCharsets.UTF_8), now());
        from.received.put(text, 0);
        from.schedule();
    }

    void send(SimulatedNode from, PeerId to, Object message) {
        deliver(from, node(to), message);
    }

    void sendTo(SimulatedNode from, Address to, Object message) {
        SimulatedNode node = byAddress.get(to);
        if (node != null) {
            deliver(from, node, message);
        }
    }

    void happened(SimulatedNode node, NodeEvent event) {
        happenings.add(event);
        switch (event) {
            case NodeEvent.Linked _ -> {
                if (node.outboundLinks() > 4) {
                    throw new AssertionError(
                            "seed %d: node %d has %d outbound links".formatted(seed, node.index, node.outboundLinks()));
                }
                if (node.neighbours().size() > 16) {
                    throw new AssertionError("seed %d: node %d has %d links"
                            .formatted(seed, node.index, node.neighbours().size()));
                }
            }
            case NodeEvent.Unlinked e -> linkNumbers.merge(pair(node, node(e.neighbour())), 1, Integer::sum);
            case NodeEvent.Dropped e -> {
                SimulatedNode about = node(e.node().peer());
                if (!about.running) {
                    dropped.put(about.peer, now());
                } else if (e.reason() != DropReason.LEFT && isWell(about) && isWell(node)) {
                    evictedAlive.add("node %d by seed %d at %d: %s"
                            .formatted(about.index, node.index, now() - START, e.reason()));
                }
            }
            case NodeEvent.Misbehaved e -> misbehaviour.add("%d says: %s".formatted(node.index, e.what()));
            case NodeEvent.Left _ -> left.add(node);
            default -> {}
        }
    }

    /** Neither stopped nor cut off, now or in the last seconds. */
    private boolean isWell(SimulatedNode node) {
        return node.stoppedUntil + 3_000 < now() && healedAt + 3_000 < now();
    }

    void split() {
        nodes.forEach(node -> node.side = random.nextInt(2));
        healedAt = Long.MAX_VALUE - 10_000;
    }

    void heal() {
        nodes.forEach(node -> node.side = 0);
        healedAt = now();
    }

    /** The sizes of the parts that hang together by links that both sides hold, among the running nodes. */
    List<Integer> components() {
        Set<SimulatedNode> left = new HashSet<>(running());
        List<Integer> sizes = new ArrayList<>();
        while (!left.isEmpty()) {
            Deque<SimulatedNode> open = new ArrayDeque<>();
            SimulatedNode first = left.iterator().next();
            open.add(first);
            left.remove(first);
            int size = 0;
            for (SimulatedNode node = open.poll(); node != null; node = open.poll()) {
                size++;
                for (PeerId peer : node.neighbours()) {
                    SimulatedNode other = node(peer);
                    if (left.contains(other) && other.neighbours().contains(node.peer)) {
                        left.remove(other);
                        open.add(other);
                    }
                }
            }
            sizes.add(size);
        }
        sizes.sort(Collections.reverseOrder());
        return sizes;
    }

    private void deliver(SimulatedNode from, SimulatedNode to, Object message) {
        messages++;
        if (countBytes) {
            bytes += encodedSize(message);
        }
        if (message instanceof MembershipMessage.Report report && !node(report.accused()).running) {
            reported.putIfAbsent(report.accused(), now());
        }
        if (message instanceof GossipMessage.Body body) {
            cross(from, to, body.content());
        }
        if (from.side != to.side || (from != to && random.nextDouble() < conditions.loss())) {
            return;
        }
        long delay = from == to
                ? 0
                : conditions.minDelay() + random.nextLong(conditions.maxDelay() - conditions.minDelay() + 1);
        time.at(now() + delay, () -> arrive(from, to, message));
    }

    private void arrive(SimulatedNode from, SimulatedNode to, Object message) {
        if (!to.running || from.side != to.side) {
            return;
        }
        if (to.stoppedUntil > now()) {
            time.at(to.stoppedUntil, () -> arrive(from, to, message));
        } else {
            to.receive(from.peer, message);
        }
    }

    private void cross(SimulatedNode from, SimulatedNode to, byte[] content) {
        bodies++;
        int pair = pair(from, to);
        long body = bodyNumbers.computeIfAbsent(content, _ -> bodyNumbers.size());
        long crossing = (body * nodes.size() * nodes.size() + pair) * 64 + linkNumbers.getOrDefault(pair, 0);
        if (!crossings.add(crossing)) {
            throw new AssertionError(
                    "seed %d: a body crosses the link between %d and %d twice".formatted(seed, from.index, to.index));
        }
    }

    private int pair(SimulatedNode one, SimulatedNode other) {
        return Math.min(one.index, other.index) * nodes.size() + Math.max(one.index, other.index);
    }

    private static int encodedSize(Object message) {
        return switch (message) {
            case MembershipMessage m -> MembershipCodec.encode(m).length;
            case GossipMessage m -> GossipCodec.encode(m).length;
            case DirectoryMessage m -> DirectoryCodec.encode(m).length;
            default -> throw new AssertionError(message);
        };
    }

    private static synchronized PeerId name(int index) {
        while (NAMES.size() <= index) {
            byte[] key = new byte[PeerId.KEY_BYTES];
            new SplittableRandom(NAMES.size()).nextBytes(key);
            Arrays.fill(key, 0, 4, (byte) 0);
            ByteBuffer.wrap(key).putInt(NAMES.size() * 0x9E3779B9);
            NAMES.add(PeerId.of(key));
        }
        return NAMES.get(index);
    }
}
