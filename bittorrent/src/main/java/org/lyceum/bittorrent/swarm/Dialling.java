package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;
import org.lyceum.bittorrent.tracker.AddressPolicy;

/**
 * How a swarm comes by its connections: takes the addresses that it is told of, dials them as far as the engine's slots
 * reach, and lets a useless peer make way for a new one. Lives on the torrent's event loop.
 */
final class Dialling implements ConnectionSlots.Claimant {

    private final EngineContext context;
    private final Swarm swarm;
    private final Connections connections;

    Dialling(EngineContext context, Swarm swarm, Connections connections) {
        this.context = context;
        this.swarm = swarm;
        this.connections = connections;
    }

    void found(List<InetSocketAddress> peers) {
        peers.stream()
                .filter(peer -> !context.blocked().test(peer.getAddress()))
                .forEach(connections::found);
        dial();
    }

    /** An address that a magnet link names, and whose host may still be a name; called by any thread. */
    void lookUp(InetSocketAddress address) {
        AddressPolicy policy = AddressPolicy.of(context.settings().privateNetworks());
        // a step that is refused, since the engine has closed meanwhile, is left undone
        var _ = CompletableFuture.supplyAsync(
                        () -> address.isUnresolved()
                                ? new InetSocketAddress(address.getHostString(), address.getPort())
                                : address,
                        context.disk())
                .thenAcceptAsync(
                        resolved -> {
                            if (!resolved.isUnresolved() && policy.allows(resolved.getAddress())) {
                                swarm.found(List.of(resolved));
                            }
                        },
                        swarm.loop());
    }

    /** Asks for a slot, as long as somebody is to be dialled. */
    void dial() {
        long now = swarm.nanos();
        if (swarm.isRunning() && connections.hasToDial(swarm.isSeeding(), now)) {
            if (connections.isFull()) {
                connections.replaceable(now).ifPresent(peer -> peer.close("others may be of more use"));
            } else {
                context.slots().wantsToDial(this);
            }
        }
    }

    @Override
    public void mayDial(Slot slot) {
        swarm.loop().execute(() -> dialWith(slot));
    }

    private void dialWith(Slot slot) {
        InetSocketAddress address = swarm.isRunning() ? connections.nextToDial(swarm.isSeeding(), swarm.nanos()) : null;
        if (address == null) {
            slot.free();
            return;
        }
        if (slot.claimHost(address.getAddress())) {
            context.dialler().dial(swarm, address, slot);
        } else {
            slot.free();
            connections.dialSpared(address, swarm.nanos());
        }
        dial();
    }

    void failed(InetSocketAddress address) {
        connections.dialFailed(address, swarm.nanos());
    }

    @Override
    public void giveOneUp() {
        swarm.loop()
                .execute(() -> connections
                        .leastUseful(swarm.nanos())
                        .ifPresent(peer -> peer.close("makes way for a torrent with fewer peers")));
    }

    /** Whether a connection may be kept; once there are as many as there may be, a useless one makes way for it. */
    boolean hasRoom(Slot slot) {
        if (!connections.isFull() && slot.settle(this)) {
            return true;
        }
        Optional<PeerConnection> useless = connections.replaceable(swarm.nanos());
        useless.ifPresent(peer -> {
            slot.settleInPlaceOfAnother(this);
            peer.close("makes way for a new peer");
        });
        return useless.isPresent();
    }

    /** Nobody is dialled any more. */
    void stop() {
        context.slots().wantsNoMore(this);
    }

    /** When somebody is to be dialled next; null for not before new peers are found. */
    @Nullable
    Duration untilDue() {
        OptionalLong nanos =
                swarm.isRunning() ? connections.untilDial(swarm.isSeeding(), swarm.nanos()) : OptionalLong.empty();
        return nanos.isPresent() ? Duration.ofNanos(nanos.getAsLong()) : null;
    }
}
