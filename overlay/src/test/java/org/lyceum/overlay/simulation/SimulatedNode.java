package org.lyceum.overlay.simulation;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.membership.NeighbourStatus;
import org.lyceum.overlay.node.Node;
import org.lyceum.overlay.node.NodeActions;
import org.lyceum.overlay.node.NodeEvent;
import org.lyceum.overlay.node.NodeSettings;

/** A node on the simulated network: the real core, and where it stands. */
final class SimulatedNode implements NodeActions {

    final int index;
    final PeerId peer;
    final Address address;
    final boolean isSeed;

    /** By content; how many links it crossed. */
    final Map<String, Integer> received = new HashMap<>();

    boolean running;
    long stoppedUntil;
    int side;

    private final SimulatedNetwork network;
    private Node node;
    private long incarnation;
    private long scheduled = Long.MAX_VALUE;

    SimulatedNode(SimulatedNetwork network, int index, PeerId peer, boolean isSeed) {
        this.network = network;
        this.index = index;
        this.peer = peer;
        this.isSeed = isSeed;
        this.address = new Address("node-" + index, 4001);
        this.node = fresh();
    }

    Node core() {
        return node;
    }

    /** With nothing remembered, as a process that was killed and is started anew. */
    void start() {
        incarnation += 1_000;
        node = fresh();
        running = true;
        scheduled = Long.MAX_VALUE;
        node.start(List.of(), network.now());
        schedule();
    }

    List<PeerId> neighbours() {
        return node.membership().neighbours().stream()
                .map(it -> it.contact().peer())
                .toList();
    }

    long outboundLinks() {
        return node.membership().neighbours().stream()
                .filter(NeighbourStatus::outbound)
                .count();
    }

    void schedule() {
        long next = node.nextWake();
        if (next < scheduled) {
            scheduled = next;
            Node scheduledFor = node;
            network.time().at(next, () -> wakeIfDue(scheduledFor, next));
        }
    }

    private void wakeIfDue(Node scheduledFor, long due) {
        if (!running || scheduledFor != node || due != scheduled) {
            return;
        }
        if (stoppedUntil > network.now()) {
            network.time().at(stoppedUntil, () -> wakeIfDue(scheduledFor, due));
            return;
        }
        scheduled = Long.MAX_VALUE;
        node.wake(network.now());
        schedule();
    }

    void receive(PeerId from, Object message) {
        long now = network.now();
        switch (message) {
            case MembershipMessage m -> node.receive(from, m, now);
            case GossipMessage m -> node.receive(from, m, now);
            case DirectoryMessage m -> node.receive(from, m, now);
            default -> throw new AssertionError(message);
        }
        schedule();
    }

    @Override
    public void send(Contact to, MembershipMessage message) {
        network.send(this, to.peer(), message);
    }

    @Override
    public void reply(PeerId to, MembershipMessage message) {
        network.send(this, to, message);
    }

    @Override
    public void sendToSeed(Address seed, MembershipMessage message) {
        network.sendTo(this, seed, message);
    }

    @Override
    public void send(PeerId neighbour, GossipMessage message) {
        network.send(this, neighbour, message);
    }

    @Override
    public void send(PeerId neighbour, DirectoryMessage message) {
        network.send(this, neighbour, message);
    }

    @Override
    public Verdict deliver(Topic topic, byte[] content, PeerId from, int hops) {
        received.put(new String(content, StandardCharsets.UTF_8), hops);
        return Verdict.FRESH;
    }

    @Override
    public void happened(NodeEvent event) {
        network.happened(this, event);
    }

    private Node fresh() {
        RandomGenerator random = network.randomOf(index);
        return new Node(
                NodeSettings.defaults(),
                new Contact(peer, incarnation, List.of(address)),
                network.seedAddresses(),
                isSeed,
                List.of(SimulatedNetwork.TOPIC),
                new SimulatedSignatures(peer),
                random,
                this,
                network.now());
    }
}
