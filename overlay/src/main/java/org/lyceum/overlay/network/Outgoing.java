package org.lyceum.overlay.network;

import java.util.function.Consumer;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.node.NodeActions;
import org.lyceum.overlay.node.NodeEvent;

/** Where things go that the node wants sent or told: to the lanes of peers, to seeds, to itself, to subscribers. */
final class Outgoing implements NodeActions {

    private final PeerId self;
    private final Lanes lanes;
    private final Seeds seeds;
    private final Consumer<MembershipMessage> toSelf;
    private final Topics topics;
    private final Consumer<NodeEvent> events;

    /** @param toSelf takes what this node sends to itself; must not call it back at once */
    Outgoing(
            PeerId self,
            Lanes lanes,
            Seeds seeds,
            Consumer<MembershipMessage> toSelf,
            Topics topics,
            Consumer<NodeEvent> events) {
        this.self = self;
        this.lanes = lanes;
        this.seeds = seeds;
        this.toSelf = toSelf;
        this.topics = topics;
        this.events = events;
    }

    @Override
    public void send(Contact to, MembershipMessage message) {
        if (to.peer().equals(self)) {
            toSelf.accept(message);
        } else {
            lanes.send(to, Message.of(message));
        }
    }

    @Override
    public void reply(PeerId to, MembershipMessage message) {
        if (to.equals(self)) {
            toSelf.accept(message);
        } else {
            lanes.send(to, Message.of(message));
        }
    }

    @Override
    public void sendToSeed(Address seed, MembershipMessage message) {
        seeds.send(seed, message);
    }

    @Override
    public void send(PeerId neighbour, GossipMessage message) {
        lanes.send(neighbour, Message.of(message));
    }

    @Override
    public void send(PeerId neighbour, DirectoryMessage message) {
        lanes.send(neighbour, Message.of(message));
    }

    @Override
    public Verdict deliver(Topic topic, byte[] content, PeerId from, int hops) {
        return topics.deliver(topic, content);
    }

    @Override
    public void happened(NodeEvent event) {
        events.accept(event);
    }
}
