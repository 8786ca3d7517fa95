package org.lyceum.overlay.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.directory.Directory;
import org.lyceum.overlay.directory.DirectoryExchange;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.SignedRecord;
import org.lyceum.overlay.gossip.Gossip;
import org.lyceum.overlay.gossip.GossipActions;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipId;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.membership.Membership;
import org.lyceum.overlay.membership.MembershipActions;
import org.lyceum.overlay.membership.MembershipChannel;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.membership.NewsCodec;
import org.lyceum.overlay.membership.Registry;
import org.lyceum.overlay.membership.RegistryActions;
import org.lyceum.overlay.roles.Roles;

/**
 * A node: everything but the channel, the clock and the thread.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds since 1970, which must not run
 * backwards; a jump forward counts as having been stopped. {@link #wake} is due at {@link #nextWake}, which may change
 * with every call.
 */
public final class Node {

    private static final Topic NEWS = new Topic(NewsCodec.TOPIC, NewsCodec.MAX_BYTES);
    private static final Topic RECORDS =
            new Topic(DirectoryExchange.TOPIC, SignedRecord.MAX_BYTES + Signatures.MAX_BYTES + 4);
    private static final long EXPIRY_CHECK_MILLIS = 1_000;

    private final Signatures signatures;
    private final NodeActions actions;
    private final Membership membership;
    private final @Nullable Registry registry;
    private final Gossip gossip;
    private final Directory directory;
    private final DirectoryExchange exchange;
    private final NodeRoles roles;
    private long now;
    private long nextExpiry;

    /**
     * Not yet in the network: see {@link #start}.
     *
     * @param seeds as configured
     * @param isSeed whether it holds others' registrations
     * @param topics the application's own
     */
    public Node(
            NodeSettings settings,
            Contact self,
            List<Address> seeds,
            boolean isSeed,
            Collection<Topic> topics,
            Signatures signatures,
            RandomGenerator random,
            NodeActions actions,
            long now) {
        this.signatures = signatures;
        this.actions = actions;
        this.now = now;
        this.nextExpiry = now + EXPIRY_CHECK_MILLIS;
        this.membership = new Membership(self, seeds, settings.membership(), random, new Wiring());
        this.registry =
                isSeed ? new Registry(settings.registry(), settings.membership(), random, new SeedWiring(), now) : null;
        List<Topic> all = new ArrayList<>(topics);
        all.add(NEWS);
        all.add(RECORDS);
        all.add(NodeRoles.TOPIC);
        this.gossip = new Gossip(settings.gossip(), all, random, new GossipWiring(), now);
        this.directory = new Directory(settings.directory(), signatures);
        this.exchange = new DirectoryExchange(directory, actions::send, this::misbehaved);
        this.roles = new NodeRoles(directory, gossip, list -> actions.happened(new NodeEvent.Revoked(list)), now);
    }

    /**
     * Joins the network.
     *
     * @param remembered peers of earlier runs, from {@link Membership#knownPeers}
     */
    public void start(List<Contact> remembered, long at) {
        now = at;
        membership.start(remembered, at);
    }

    /**
     * Takes a message of {@link MembershipMessage#PROTOCOL}.
     *
     * @param from whom the channel proved to be the sender
     */
    public void receive(PeerId from, MembershipMessage message, long at) {
        now = at;
        if (registry == null || !registry.receive(from, message, at)) {
            membership.receive(from, message, at);
        }
    }

    public void receive(PeerId from, GossipMessage message, long at) {
        now = at;
        gossip.receive(from, message, at);
    }

    public void receive(PeerId from, DirectoryMessage message, long at) {
        now = at;
        exchange.receive(from, message, Instant.ofEpochMilli(at));
    }

    /** What came from this node could not be decoded, or the like. */
    public void misbehaved(PeerId from, String what, long at) {
        now = at;
        misbehaved(from, what);
    }

    /** The channel could not dial this node, or someone else answered there. */
    public void unreachable(PeerId peer, long at) {
        now = at;
        membership.unreachable(peer, at);
    }

    /** Someone may be reached there; an unproven hint from outside the network, such as the local one. */
    public void hearOf(Contact contact, long at) {
        now = at;
        membership.hearOf(contact, at);
    }

    /** Takes one more seed, and registers anew. */
    public void addSeed(Address seed, long at) {
        now = at;
        membership.addSeed(seed, at);
    }

    /** As {@link Membership#addFoundSeed}. */
    public void addFoundSeed(Address seed, long at) {
        now = at;
        membership.addFoundSeed(seed, at);
    }

    /** Registers there no more. */
    public void removeSeed(Address seed, long at) {
        now = at;
        membership.removeSeed(seed, at);
    }

    /** Takes and passes on messages of one more of the application's topics. */
    public void open(Topic topic) {
        gossip.open(topic);
    }

    public void wake(long at) {
        now = at;
        if (registry != null && registry.nextWake() <= at) {
            registry.wake(at);
        }
        if (membership.nextWake() <= at) {
            membership.wake(at);
        }
        if (gossip.nextWake() <= at) {
            gossip.wake(at);
        }
        if (roles.nextWake() <= at) {
            roles.wake(at);
        }
        if (nextExpiry <= at) {
            nextExpiry = at + EXPIRY_CHECK_MILLIS;
            directory.expire(Instant.ofEpochMilli(at));
        }
    }

    public long nextWake() {
        long next = Math.min(membership.nextWake(), gossip.nextWake());
        next = Math.min(Math.min(next, nextExpiry), roles.nextWake());
        return registry == null ? next : Math.min(next, registry.nextWake());
    }

    /** Someone looks at how the nodes that this one holds as a seed are linked. */
    public void watched(long at) {
        now = at;
        if (registry != null) {
            registry.watched(at);
        }
    }

    /** Tells everyone on one of the application's topics. */
    public GossipId publish(Topic topic, byte[] content, long at) {
        now = at;
        return gossip.publish(topic, content, at);
    }

    /**
     * Lists this node anew; to be done before the last record expires, and with a higher sequence.
     *
     * @throws IllegalArgumentException when the record is another node's, too large, or no newer than the last
     */
    public void publish(NodeRecord record, long at) {
        now = at;
        if (!record.peer().equals(membership.self().peer())) {
            throw new IllegalArgumentException("a record of %s, and this node is %s"
                    .formatted(record.peer(), membership.self().peer()));
        }
        SignedRecord signed = SignedRecord.sign(record, signatures);
        switch (directory.offer(signed, Instant.ofEpochMilli(at))) {
            case LISTED, FULL -> gossip.publish(RECORDS, signed.encode(), at);
            case STALE, EXPIRED, TOO_LONG_LIVED, FORGED ->
                throw new IllegalArgumentException(
                        "record %d of this node, expiring %s, is no newer than the last, or lives too long or no more"
                                .formatted(record.sequence(), record.expires()));
        }
    }

    /**
     * Makes this node part of a network, or of none. What the others have proved to be there is checked a few at a time,
     * each time that this node is woken; who has not been checked yet is a student.
     */
    public void belongTo(Optional<PeerId> network, long at) {
        now = at;
        roles.belongTo(network, at);
    }

    /** Takes a revocation list that came otherwise than by gossip, and tells everyone; false when it is not new here. */
    public boolean revoke(SignedRevocations list, long at) {
        now = at;
        return roles.revoke(list, at);
    }

    /** Tells everyone; {@link NodeEvent.Left} follows within three seconds. */
    public void leave(long at) {
        now = at;
        membership.leave(at);
    }

    public Membership membership() {
        return membership;
    }

    /** Present on a seed. */
    public Optional<Registry> registry() {
        return Optional.ofNullable(registry);
    }

    public Gossip gossip() {
        return gossip;
    }

    public Directory directory() {
        return directory;
    }

    /** Who is what in the network of this node. */
    public Roles roles() {
        return roles.roles();
    }

    private void misbehaved(PeerId peer, String what) {
        membership.misbehaved(peer, what, now);
    }

    private Verdict heard(byte[] content) {
        News news;
        try {
            news = NewsCodec.decode(content, signatures);
        } catch (MalformedMessageException e) {
            return Verdict.INVALID;
        }
        if (!membership.hear(news, now)) {
            return Verdict.STALE;
        }
        note(news);
        return Verdict.FRESH;
    }

    private void note(News news) {
        switch (news) {
            case News.Death m -> directory.doubt(m.about());
            case News.Alive m -> directory.trust(m.about());
            case News.Departure m -> directory.remove(m.about());
        }
        if (registry != null) {
            registry.hear(news, now);
        }
        actions.happened(new NodeEvent.Heard(news));
    }

    private Verdict recordArrived(byte[] content) {
        SignedRecord record;
        try {
            record = SignedRecord.decode(content);
        } catch (MalformedMessageException e) {
            return Verdict.INVALID;
        }
        return switch (directory.offer(record, Instant.ofEpochMilli(now))) {
            case LISTED -> Verdict.FRESH;
            case STALE, EXPIRED, TOO_LONG_LIVED, FULL -> Verdict.STALE;
            case FORGED -> Verdict.INVALID;
        };
    }

    private abstract class Sending implements MembershipChannel {
        @Override
        public void send(Contact to, MembershipMessage message) {
            actions.send(to, message);
        }

        @Override
        public void reply(PeerId to, MembershipMessage message) {
            actions.reply(to, message);
        }
    }

    private final class Wiring extends Sending implements MembershipActions {
        @Override
        public void sendToSeed(Address seed, MembershipMessage message) {
            actions.sendToSeed(seed, message);
        }

        @Override
        public void linked(Contact neighbour) {
            gossip.linked(neighbour.peer(), now);
            exchange.linked(neighbour.peer());
            actions.happened(new NodeEvent.Linked(neighbour));
        }

        @Override
        public void unlinked(PeerId neighbour, UnlinkReason reason) {
            gossip.unlinked(neighbour);
            actions.happened(new NodeEvent.Unlinked(neighbour, reason));
        }

        @Override
        public void spread(News news) {
            gossip.publish(NEWS, NewsCodec.encode(news, signatures), now);
            note(news);
        }

        @Override
        public void refusedBy(Address seed, String reason) {
            actions.happened(new NodeEvent.Refused(seed, reason));
        }

        @Override
        public void unanswered(Address seed) {
            actions.happened(new NodeEvent.Unanswered(seed));
        }

        @Override
        public void misbehaved(PeerId peer, String what) {
            actions.happened(new NodeEvent.Misbehaved(peer, what));
        }

        @Override
        public void left() {
            actions.happened(new NodeEvent.Left());
        }
    }

    private final class SeedWiring extends Sending implements RegistryActions {
        @Override
        public void registered(Contact node) {
            actions.happened(new NodeEvent.Registered(node));
        }

        @Override
        public void dropped(Contact node, DropReason reason, Set<PeerId> accusers) {
            actions.happened(new NodeEvent.Dropped(node, reason, accusers));
        }

        @Override
        public void misbehaved(PeerId peer, String what) {
            Node.this.misbehaved(peer, what);
        }
    }

    private final class GossipWiring implements GossipActions {
        @Override
        public void send(PeerId neighbour, GossipMessage message) {
            actions.send(neighbour, message);
        }

        @Override
        public Verdict deliver(Topic topic, byte[] content, PeerId from, int hops) {
            return switch (topic.name()) {
                case NewsCodec.TOPIC -> heard(content);
                case DirectoryExchange.TOPIC -> recordArrived(content);
                case Roles.TOPIC -> roles.arrived(content, now);
                default -> actions.deliver(topic, content, from, hops);
            };
        }

        @Override
        public void misbehaved(PeerId neighbour, String what) {
            Node.this.misbehaved(neighbour, what);
        }
    }
}
