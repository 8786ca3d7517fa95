package org.lyceum.overlay.network;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.membership.Membership;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.membership.Registry;
import org.lyceum.overlay.node.Node;
import org.lyceum.overlay.node.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pure node on its host. Used on the node's thread, but for {@link #events}. */
final class LiveNode implements NodeLoop.Sleeper, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveNode.class);

    private final Host host;
    private final NodeLoop loop;
    private final Consumer<SignedRevocations> revoked;
    private final boolean isSeed;
    private final Lanes lanes;
    private final Seeds seeds;
    private final List<Address> told;
    private final FoundSeeds found = new FoundSeeds();
    private final Node node;
    private final OwnRecord own;
    private final Topics topics;
    private final NetworkHistory history;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Instant since;

    /** @param revoked is told of every list of this node's network that is new to it */
    LiveNode(
            Identity identity,
            OverlaySettings settings,
            List<Address> addresses,
            Host host,
            NodeLoop loop,
            Executor subscribers,
            Consumer<SignedRevocations> revoked) {
        this.host = host;
        this.loop = loop;
        this.revoked = revoked;
        isSeed = settings.isSeed();
        lanes = new Lanes(host, peer -> loop.tell(now -> unreachable(peer, now)));
        seeds = new Seeds(host, lanes, loop, this::toSelf, this::distrust);
        settings.seeds().forEach(seeds::expect);
        own = new OwnRecord(host.id(), settings.name(), settings.course());
        told = new ArrayList<>(seedsOf(settings, addresses));
        topics = new Topics(subscribers);
        history = new NetworkHistory(subscribers, this::now, this::known);
        long start = loop.now();
        since = Instant.ofEpochMilli(start);
        // each start is a new life, later than any before
        Contact self = new Contact(host.id(), start, addresses);
        node = new Node(
                settings.rules(),
                self,
                told,
                settings.isSeed(),
                List.of(),
                new IdentitySignatures(identity),
                new SecureRandom(),
                new Outgoing(host.id(), lanes, seeds, this::toSelf, topics, this::happened),
                start);
        node.directory().subscribe(history::listed);
    }

    /** A seed registers with itself, too: so it is among those of whom it tells others. */
    private static List<Address> seedsOf(OverlaySettings settings, List<Address> own) {
        List<Address> seeds = new ArrayList<>(
                settings.seeds().stream().map(SeedAddress::address).toList());
        if (settings.isSeed() && seeds.stream().noneMatch(own::contains)) {
            seeds.add(own.getFirst());
        }
        return seeds;
    }

    void start(List<Contact> remembered, Optional<NetworkFolder> network, long now) {
        new Incoming(host, loop, node).listen();
        takeIn(network, now);
        if (isSeed) {
            own.offer(
                    FoundSeeds.SERVICE,
                    Offering.of(
                            FoundSeeds.ROLE,
                            new Service(
                                    FoundSeeds.SERVICE, node.membership().self().addresses())),
                    now);
        }
        node.publish(own.present(shownFrom(network), now), now);
        node.start(remembered, now);
        loop.wakes(this);
    }

    @Override
    public long nextWake() {
        return Math.min(node.nextWake(), own.nextRenewal());
    }

    @Override
    public void wake(long now) {
        if (own.nextRenewal() <= now) {
            node.publish(own.renew(now), now);
        }
        node.wake(now);
    }

    Instant since() {
        return since;
    }

    Flow.Publisher<NetworkEvent> events() {
        return history.events();
    }

    List<NodeRecord> find(Predicate<NodeRecord> wanted) {
        return node.directory().all().stream().filter(wanted).toList();
    }

    List<Contact> knownPeers() {
        return node.membership().knownPeers();
    }

    void offer(String key, @Nullable Offering offering, long now) {
        node.publish(own.offer(key, offering, now), now);
    }

    void rename(String name, String course, long now) {
        node.publish(own.rename(name, course, now), now);
    }

    /** Is part of a network from now on, or of none, and shows what it has been granted. */
    void belongTo(Optional<NetworkFolder> network, long now) {
        takeIn(network, now);
        Presentation shown = shownFrom(network);
        if (!shown.equals(own.presentation())) {
            node.publish(own.present(shown, now), now);
        }
    }

    private void takeIn(Optional<NetworkFolder> network, long now) {
        node.belongTo(network.map(NetworkFolder::network), now);
        network.ifPresent(folder -> {
            folder.lists().forEach(list -> node.revoke(list, now));
            // what was held for others has become this node's own
            node.roles().lists().stream()
                    .filter(list -> list.list().network().equals(folder.network()))
                    .filter(list -> !folder.lists().contains(list))
                    .forEach(revoked);
        });
    }

    private static Presentation shownFrom(Optional<NetworkFolder> network) {
        return network.map(folder -> new Presentation(folder.credentials().toBytes()))
                .orElse(Presentation.NONE);
    }

    /** Registers with seeds that the directory tells of, as far as that is wise. */
    void lookForSeeds(long now) {
        Set<PeerId> known = told.stream()
                .flatMap(address -> seeds.at(address, host.id()).stream())
                .collect(Collectors.toCollection(HashSet::new));
        known.add(host.id());
        List<FoundSeeds.Candidate> listed = node.directory().all().stream()
                .filter(record -> !node.directory().isDoubted(record.peer()))
                .map(record -> new FoundSeeds.Candidate(
                        record, history.of(record.peer()).first()))
                .toList();
        FoundSeeds.Change change = found.look(listed, told, known, now);
        for (SeedAddress gone : change.gone()) {
            if (!told.contains(gone.address())) {
                node.removeSeed(gone.address(), now);
                seeds.forget(gone.address());
            }
        }
        for (SeedAddress seed : change.found()) {
            seeds.expect(seed);
            node.addFoundSeed(seed.address(), now);
        }
    }

    /** Unless it is this node that is cut off. */
    private void distrust(Address seed) {
        if (!node.membership().doubtsItself()) {
            found.distrust(seed, loop.now());
        }
    }

    void join(SeedAddress seed, long now) {
        if (!told.contains(seed.address())) {
            told.add(seed.address());
        }
        seeds.expect(seed);
        node.addSeed(seed.address(), now);
    }

    void hearOf(Contact contact, long now) {
        if (!contact.peer().equals(host.id())) {
            node.hearOf(contact, now);
        }
    }

    <T> Flow.Publisher<T> open(TypedTopic<T> topic) {
        Flow.Publisher<T> subscribers = topics.open(topic);
        node.open(topic.topic());
        return subscribers;
    }

    <T> void publish(TypedTopic<T> topic, T message, long now) {
        open(topic);
        node.publish(topic.topic(), topic.encode().apply(message), now);
    }

    void leave(long now) {
        Membership membership = node.membership();
        if (membership.neighbours().isEmpty()
                && membership.registeredWith().stream()
                        .allMatch(seed -> seeds.at(seed, host.id()).equals(Optional.of(host.id())))) {
            left.complete(null);
        } else {
            node.leave(now);
        }
    }

    /** Completes when every neighbour and seed has been told of the leaving. */
    CompletableFuture<Void> left() {
        return left.copy();
    }

    NetworkSnapshot snapshot() {
        Membership membership = node.membership();
        Set<Address> held = Set.copyOf(membership.registeredWith());
        return new NetworkSnapshot(
                new NetworkSnapshot.Self(
                        membership.self(), node.roles().network(), isSeed, since, membership.doubtsItself()),
                membership.neighbours().stream().map(NetworkSnapshot.Link::of).toList(),
                node.directory().all().stream().map(this::known).toList(),
                membership.seeds().stream()
                        .map(seed ->
                                new NetworkSnapshot.KnownSeed(seed, seeds.at(seed, host.id()), held.contains(seed)))
                        .toList(),
                node.registry()
                        .map(registry -> registry.registrations().stream()
                                .map(NetworkSnapshot.Registered::of)
                                .toList()),
                history.deaths());
    }

    /** Someone looks at how those whom this node holds are linked. */
    void watched(long now) {
        node.watched(now);
    }

    NodeFigures figures() {
        Membership membership = node.membership();
        return new NodeFigures(
                membership.neighbours().size(),
                membership.registeredWith().size(),
                node.registry().map(Registry::size).orElse(0),
                node.directory().size(),
                node.gossip().bodies(),
                node.gossip().duplicates(),
                membership.probesAnswered(),
                Duration.ofMillis(membership.roundTripsMillis()),
                membership.deathsReported(),
                host.connections().size(),
                host.bytesReceived(),
                host.bytesSent());
    }

    private NetworkSnapshot.KnownNode known(NodeRecord record) {
        NetworkHistory.Heard times = history.of(record.peer());
        return new NetworkSnapshot.KnownNode(
                record,
                node.roles().standing(record.peer(), now()),
                times.first(),
                times.last(),
                node.directory().isDoubted(record.peer()));
    }

    /** A peer broke the rules of a protocol that is not the node's own. */
    void misbehaved(PeerId peer, String what, long now) {
        node.misbehaved(peer, what, now);
    }

    private void unreachable(PeerId peer, long now) {
        node.unreachable(peer, now);
    }

    private Instant now() {
        return Instant.ofEpochMilli(loop.now());
    }

    private void toSelf(MembershipMessage message) {
        loop.tell(now -> node.receive(host.id(), message, now));
    }

    private void happened(NodeEvent event) {
        switch (event) {
            case NodeEvent.Linked e -> host.protect(e.neighbour().peer());
            case NodeEvent.Unlinked e -> host.unprotect(e.neighbour());
            case NodeEvent.Heard(News.Alive alive) -> {
                if (alive.about().equals(host.id())) {
                    // who took this node for gone may have dropped its record
                    loop.tell(now -> node.publish(own.renew(now), now));
                }
            }
            case NodeEvent.Revoked e -> revoked.accept(e.list());
            case NodeEvent.Refused e -> {
                distrust(e.seed());
                log.warn("Seed {} does not take this node: {}", e.seed(), e.reason());
            }
            case NodeEvent.Unanswered e -> distrust(e.seed());
            case NodeEvent.Misbehaved e -> misbehaved(e.peer(), e.what());
            case NodeEvent.Left _ -> left.complete(null);
            case NodeEvent.Heard _, NodeEvent.Registered _, NodeEvent.Dropped _ -> {
                // history
            }
        }
        history.happened(event);
    }

    private void misbehaved(PeerId peer, String what) {
        log.info("Node {} broke the rules: {}", peer, what);
        host.connection(peer).ifPresent(it -> it.end(new OverlayException(Reason.PROTOCOL_VIOLATION, what)));
    }

    @Override
    public void close() {
        lanes.close();
        history.close();
        topics.close();
    }
}
