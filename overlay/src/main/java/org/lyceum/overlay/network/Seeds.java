package org.lyceum.overlay.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.membership.MembershipMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to seeds, of which only an address is known: who listens there, dialling tells, and it may be this node itself.
 * Used on the node's thread.
 */
final class Seeds {

    private static final int MAX_WAITING = 64;
    private static final int MAX_RESOLVED = 4;

    private static final Logger log = LoggerFactory.getLogger(Seeds.class);

    private static final class Seed {
        final Address address;

        @Nullable
        PeerId expected;

        @Nullable
        PeerId peer;

        boolean isSelf;
        boolean dialling;
        final List<MembershipMessage> waiting = new ArrayList<>();

        Seed(Address address) {
            this.address = address;
        }
    }

    private final Host host;
    private final Lanes lanes;
    private final NodeLoop loop;
    private final Consumer<MembershipMessage> toSelf;
    private final Consumer<Address> unreachable;
    private final Map<Address, Seed> seeds = new HashMap<>();

    /**
     * @param toSelf takes what this node sends to itself; must not call it back at once
     * @param unreachable is told where nobody answers, or another than is expected
     */
    Seeds(Host host, Lanes lanes, NodeLoop loop, Consumer<MembershipMessage> toSelf, Consumer<Address> unreachable) {
        this.host = host;
        this.lanes = lanes;
        this.loop = loop;
        this.toSelf = toSelf;
        this.unreachable = unreachable;
    }

    /** Lets nobody else answer at the seed's address than whom it names. */
    void expect(SeedAddress seed) {
        at(seed.address()).expected = seed.peer().orElse(null);
    }

    void send(Address address, MembershipMessage message) {
        Seed seed = at(address);
        PeerId peer = seed.peer;
        if (seed.isSelf) {
            toSelf.accept(message);
        } else if (peer != null && host.connection(peer).isPresent()) {
            lanes.send(peer, Message.of(message));
        } else if (seed.waiting.size() < MAX_WAITING) {
            seed.waiting.add(message);
            dial(seed);
        }
    }

    /** Nothing is sent there any more, but for what waits for a connection. */
    void forget(Address address) {
        seeds.remove(address);
    }

    /** Who answered at the address, if somebody has. */
    Optional<PeerId> at(Address address, PeerId self) {
        Seed seed = seeds.get(address);
        return seed == null ? Optional.empty() : Optional.ofNullable(seed.isSelf ? self : seed.peer);
    }

    private Seed at(Address address) {
        return seeds.computeIfAbsent(address, Seed::new);
    }

    private void dial(Seed seed) {
        if (seed.dialling) {
            return;
        }
        seed.dialling = true;
        PeerId expected = seed.expected;
        Thread.ofVirtual().name("dialling seed " + seed.address).start(() -> {
            try {
                PeerId peer = reach(seed.address, expected);
                loop.tell(_ -> reached(seed, peer));
            } catch (OverlayException e) {
                log.debug("seed {}: {}", seed.address, e.getMessage());
                loop.tell(_ -> failed(seed, e));
            }
        });
    }

    private void reached(Seed seed, PeerId peer) {
        seed.dialling = false;
        seed.peer = peer;
        List<MembershipMessage> messages = List.copyOf(seed.waiting);
        seed.waiting.clear();
        messages.forEach(message -> lanes.send(peer, Message.of(message)));
    }

    private void failed(Seed seed, OverlayException why) {
        seed.dialling = false;
        unreachable.accept(seed.address);
        seed.isSelf = why.reason() == Reason.WRONG_PEER && (seed.expected == null || seed.expected.equals(host.id()));
        List<MembershipMessage> messages = List.copyOf(seed.waiting);
        seed.waiting.clear();
        if (seed.isSelf) {
            messages.forEach(toSelf);
        }
    }

    private PeerId reach(Address address, @Nullable PeerId expected) {
        OverlayException failure = null;
        for (InetAddress resolved : resolve(address)) {
            InetSocketAddress socket = new InetSocketAddress(resolved, address.port());
            CompletableFuture<Connection> dial =
                    expected == null ? host.connect(socket) : host.connect(expected, socket);
            try {
                return dial.join().peer();
            } catch (CompletionException e) {
                failure = e.getCause() instanceof OverlayException known
                        ? known
                        : new OverlayException(Reason.UNREACHABLE, address + ": " + e.getCause(), e);
                if (failure.reason() == Reason.WRONG_PEER) {
                    break;
                }
            }
        }
        throw failure != null ? failure : new OverlayException(Reason.UNREACHABLE, address + " has no address");
    }

    private static List<InetAddress> resolve(Address address) {
        try {
            return List.of(InetAddress.getAllByName(address.host())).stream()
                    .limit(MAX_RESOLVED)
                    .toList();
        } catch (UnknownHostException e) {
            throw new OverlayException(
                    Reason.UNREACHABLE, "the name %s cannot be looked up".formatted(address.host()), e);
        }
    }
}
