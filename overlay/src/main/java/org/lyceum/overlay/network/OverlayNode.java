package org.lyceum.overlay.network;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.discovery.LocalDiscovery;
import org.lyceum.overlay.discovery.RememberedPeers;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.NetworkFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of the network, from {@link #start} to {@link #close}. May be called from any thread.
 *
 * <pre>{@code
 * Identity identity = IdentityFile.open(data);
 * OverlaySettings settings = OverlaySettings.of("ada", new InetSocketAddress("0.0.0.0", 4001)).data(data);
 * try (OverlayNode node = OverlayNode.start(identity, settings)) {
 *     node.offer("peer", Offering.of("peer", new Service("bittorrent", node.reachedAt(6881)))).join();
 *     node.find(record -> record.roles().contains("ml")).thenAccept(...);
 * }
 * }</pre>
 */
public final class OverlayNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OverlayNode.class);

    /** Leaving takes three seconds at most; then the connections are closed anyway. */
    private static final int FAREWELL_SECONDS = 4;

    private static final Duration REMEMBERED_EVERY = Duration.ofSeconds(30);

    private static final Duration SEEDS_EVERY = Duration.ofSeconds(5);

    private final Host host;
    private final NodeLoop loop;
    private final LiveNode live;
    private final GraphExchange graphs;
    private final ExecutorService subscribers = Executors.newVirtualThreadPerTaskExecutor();
    private final Optional<NetworkFiles> files;
    private final Optional<RememberedPeers> remembered;
    private final Optional<LocalDiscovery> discovery;
    private final List<Address> addresses;

    private OverlayNode(
            Identity identity,
            OverlaySettings settings,
            Host host,
            Optional<NetworkFiles> files,
            Optional<NetworkFolder> network) {
        this.host = host;
        addresses = LocalAddresses.of(host.address());
        remembered = settings.data().map(RememberedPeers::in);
        loop = new NodeLoop(NodeClock.system());
        this.files = files;
        live = new LiveNode(
                identity,
                settings,
                addresses,
                host,
                loop,
                subscribers,
                list -> files.ifPresent(them -> them.keep(list)));
        graphs = new GraphExchange(host, this::snapshot, () -> loop.tell(live::watched));
        graphs.listen();
        List<Contact> known = remembered.map(RememberedPeers::load).orElse(List.of());
        loop.tell(now -> live.start(known, network, now));
        files.ifPresent(them -> them.watch(changed -> loop.tell(now -> live.belongTo(changed, now))));
        loop.every(SEEDS_EVERY, () -> loop.tell(live::lookForSeeds));
        loop.every(REMEMBERED_EVERY, () -> {
            var _ = remember();
        });
        discovery = settings.localDiscovery()
                ? Optional.of(LocalDiscovery.start(host.id(), addresses, this::hearOf))
                : Optional.empty();
    }

    /**
     * Listens, and begins to join.
     *
     * @throws OverlayException {@code UNREACHABLE} when the port cannot be had, {@code CONFIGURATION} when the name or
     *     the course does not fit into a record, {@code IDENTITY} when a file of the network folder is unusable
     */
    public static OverlayNode start(Identity identity, OverlaySettings settings) {
        requireRecord(identity, settings);
        HostSettings usual = HostSettings.listeningOn(settings.listen());
        Optional<NetworkFiles> files =
                settings.data().map(data -> new NetworkFiles(data, identity, InstantSource.system()));
        Optional<NetworkFolder> network = files.flatMap(NetworkFiles::read);
        network.ifPresent(OverlayNode::warnOfLostRole);
        Host host = Host.start(identity, settings.isSeed() ? forSeed(usual) : usual);
        log.info("Node {} listens at {}", identity.peerId(), host.address());
        return new OverlayNode(identity, settings, host, files, network);
    }

    private static void warnOfLostRole(NetworkFolder network) {
        try {
            network.standing();
        } catch (OverlayException e) {
            log.warn("This node is a student to all others: {}", e.getMessage());
        }
    }

    private static void requireRecord(Identity identity, OverlaySettings settings) {
        try {
            new OwnRecord(identity.peerId(), settings.name(), settings.course()).renew(0);
        } catch (IllegalArgumentException e) {
            throw new OverlayException(
                    Reason.CONFIGURATION, "this node cannot be told to others: %s".formatted(e.getMessage()), e);
        }
    }

    /** Every node of a network keeps a connection to a majority of the seeds. */
    private static HostSettings forSeed(HostSettings usual) {
        return new HostSettings(
                usual.listen(),
                usual.agent(),
                usual.handshakeTimeout(),
                4 * usual.halfOpen(),
                usual.halfOpenPerAddress(),
                16 * usual.connections(),
                usual.idleAfter(),
                usual.deadAfter(),
                usual.bufferedPerConnection(),
                usual.streams());
    }

    public PeerId id() {
        return host.id();
    }

    /** Where this node listens, with the port that it got. */
    public InetSocketAddress address() {
        return host.address();
    }

    /** Where others reach this node; the most useful first. */
    public List<Address> addresses() {
        return addresses;
    }

    /** The channel, for further protocols. Not to be closed by others. */
    public Host host() {
        return host;
    }

    /**
     * What this node keeps of the network whose admins say who is what.
     *
     * @throws OverlayException {@code CONFIGURATION} for a node without a data folder
     */
    public NetworkFiles files() {
        return files.orElseThrow(() -> new OverlayException(
                Reason.CONFIGURATION, "this node has no data folder, so it can neither grant nor be granted a role"));
    }

    /** Speaks one more protocol from now on. */
    public Messenger messenger(Protocol protocol, Messenger.Receiver receiver) {
        return new Messenger(host, protocol, new IncomingStreams(host, this::misbehaved), receiver);
    }

    /** Ends the connection to a peer that broke the rules of a protocol, and takes no link to it for a while. */
    public void misbehaved(PeerId peer, String what) {
        loop.tell(now -> live.misbehaved(peer, what, now));
    }

    /** The network as it is now. */
    public CompletableFuture<NetworkSnapshot> snapshot() {
        return loop.ask(_ -> live.snapshot());
    }

    /** What this node is and has done, in numbers. */
    public CompletableFuture<NodeFigures> figures() {
        return loop.ask(_ -> live.figures());
    }

    /** How the nodes of the network are linked, as its seeds know it. */
    public CompletableFuture<NetworkGraph> graph() {
        return graphs.ask();
    }

    /**
     * What changes from now on. One who falls behind by more than 1,024 events misses some; none comes twice.
     */
    public Flow.Publisher<NetworkEvent> events() {
        return live.events();
    }

    /** The records that are wanted; those of nodes that are called dead last. */
    public CompletableFuture<List<NodeRecord>> find(Predicate<NodeRecord> wanted) {
        return loop.ask(_ -> live.find(wanted));
    }

    /**
     * Adds to this node's own record, in place of what was offered with the same key.
     *
     * @return fails with an {@link IllegalArgumentException} when it does not fit into a record
     */
    public CompletableFuture<Void> offer(String key, Offering offering) {
        return loop.ask(now -> {
            live.offer(key, offering, now);
            return null;
        });
    }

    /** Takes an offering back. */
    public CompletableFuture<Void> withdraw(String key) {
        return loop.ask(now -> {
            live.offer(key, null, now);
            return null;
        });
    }

    /**
     * Says in this node's own record whose it is.
     *
     * @return fails with an {@link IllegalArgumentException} when it does not fit into a record
     */
    public CompletableFuture<Void> rename(String name, String course) {
        return loop.ask(now -> {
            live.rename(name, course, now);
            return null;
        });
    }

    /** Registers with one more seed, and links to whom it tells of. */
    public CompletableFuture<Void> join(SeedAddress seed) {
        return loop.ask(now -> {
            live.join(seed, now);
            return null;
        });
    }

    /**
     * Tells everyone who has the topic open.
     *
     * @return fails with an {@link IllegalArgumentException} when the message is too large
     */
    public <T> CompletableFuture<Void> publish(TypedTopic<T> topic, T message) {
        return loop.ask(now -> {
            live.publish(topic, message, now);
            return null;
        });
    }

    /** Opens a topic: takes its messages, and passes them on. Each node's own are not among them. */
    public <T> Flow.Publisher<T> messages(TypedTopic<T> topic) {
        return loop.ask(_ -> live.open(topic)).join();
    }

    /** Someone may be reached there; whoever it is proves it on the channel. */
    public void hearOf(Contact contact) {
        loop.tell(now -> live.hearOf(contact, now));
    }

    private CompletableFuture<Void> remember() {
        return remembered
                .map(file -> loop.ask(_ -> live.knownPeers()).thenAcceptAsync(file::keep, subscribers))
                .orElse(CompletableFuture.completedFuture(null));
    }

    /** Says goodbye to every neighbour and seed, and ends. */
    @Override
    public void close() {
        CompletableFuture<Void> hidden =
                discovery.map(LocalDiscovery::stop).orElse(CompletableFuture.completedFuture(null));
        CompletableFuture<Void> kept = remember();
        loop.tell(live::leave);
        CompletableFuture.allOf(hidden, kept, live.left())
                .completeOnTimeout(null, FAREWELL_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        loop.close();
        files.ifPresent(NetworkFiles::close);
        live.close();
        host.close();
        subscribers.shutdown();
        log.info("Node {} has left, after {}", id(), live.since().until(Instant.now()));
    }
}
