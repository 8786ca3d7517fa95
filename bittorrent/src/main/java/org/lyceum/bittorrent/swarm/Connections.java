package org.lyceum.bittorrent.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.wire.Handshake;

/**
 * The peers that one torrent is connected to: at most so many, each once, none that is banned. Lives on the torrent's
 * event loop.
 */
final class Connections {

    private final PeerId ourselves;
    private final int most;
    private final Connector connector = new Connector();
    private final Map<Integer, PeerConnection> byNumber = new HashMap<>();
    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private final Set<InetAddress> bannedHosts = new HashSet<>();
    private final Set<InetSocketAddress> bannedAddresses = new HashSet<>();
    private int numbers;

    /** @param most how many peers there may be */
    Connections(PeerId ourselves, int most) {
        this.ourselves = ourselves;
        this.most = most;
    }

    /** Those of this moment: whatever is done to one of them may end another. */
    List<PeerConnection> all() {
        return List.copyOf(byNumber.values());
    }

    @Nullable
    PeerConnection numbered(int number) {
        return byNumber.get(number);
    }

    int size() {
        return byNumber.size();
    }

    boolean isFull() {
        return byNumber.size() >= most;
    }

    /** The peer that a newcomer may take the place of. */
    Optional<PeerConnection> replaceable(long now) {
        return leastUseful(now).filter(peer -> peer.usefulness(now).isReplaceable());
    }

    Optional<PeerConnection> leastUseful(long now) {
        return byNumber.values().stream()
                .min(Comparator.comparing((PeerConnection peer) -> peer.usefulness(now), Usefulness.ORDER));
    }

    int seeds() {
        return (int) byNumber.values().stream()
                .filter(peer -> peer.pieces().isSeed())
                .count();
    }

    void found(InetSocketAddress address) {
        if (!isBanned(address)) {
            connector.found(address);
        }
    }

    /** Whether somebody is to be dialled now; seeds are left out while they have nothing for us. */
    boolean hasToDial(boolean seeding, long now) {
        return connector.hasDue(!seeding, now);
    }

    /** An address to dial now. */
    @Nullable
    InetSocketAddress nextToDial(boolean seeding, long now) {
        if (isFull()) {
            return null;
        }
        InetSocketAddress next = connector.next(!seeding, now);
        while (next != null && isConnectedTo(next)) {
            connector.spared(next, now);
            next = connector.next(!seeding, now);
        }
        return next;
    }

    /** It was not dialled after all. */
    void dialSpared(InetSocketAddress address, long now) {
        connector.spared(address, now);
    }

    /** As {@link Connector#untilDue}. */
    OptionalLong untilDial(boolean seeding, long now) {
        return connector.untilDue(!seeding, now);
    }

    private boolean isConnectedTo(InetSocketAddress address) {
        return byNumber.values().stream()
                .anyMatch(peer -> address.equals(peer.identity().listenAddress()));
    }

    void dialFailed(InetSocketAddress address, long now) {
        connector.failed(address, now);
    }

    /** A number for a connection that is about to be added. */
    int takeNumber() {
        Integer free = freeNumbers.poll();
        return free != null ? free : numbers++;
    }

    /**
     * Whether to keep a connection whose handshake is done. Of two connections with one peer both sides keep the one
     * that was opened by the lower peer id; the other is closed.
     */
    boolean admits(Handshake handshake, boolean incoming, InetSocketAddress address) {
        PeerId peer = handshake.peerId();
        if (peer.equals(ourselves)) {
            if (!incoming) {
                bannedAddresses.add(address);
                connector.forget(address);
            }
            return false;
        }
        if (isBanned(address)) {
            return false;
        }
        PeerConnection twin = twinOf(peer, address);
        if (twin == null) {
            return true;
        }
        boolean oursIsLower = ourselves.latin1().compareTo(peer.latin1()) < 0;
        if (twin.identity().incoming() == incoming || oursIsLower == incoming) {
            return false;
        }
        twin.close("the other connection with this peer is kept");
        return true;
    }

    /** At another host it is somebody else who claims the id, and may not push the first one out. */
    private @Nullable PeerConnection twinOf(PeerId peer, InetSocketAddress address) {
        for (PeerConnection connection : byNumber.values()) {
            if (connection.identity().peerId().equals(peer)
                    && connection.identity().address().getAddress().equals(address.getAddress())) {
                return connection;
            }
        }
        return null;
    }

    void add(PeerConnection connection, long now) {
        byNumber.put(connection.number(), connection);
        if (!connection.identity().incoming()) {
            connector.connected(connection.identity().address(), now);
        }
    }

    void remove(PeerConnection connection, long now) {
        if (byNumber.remove(connection.number(), connection)) {
            freeNumbers.push(connection.number());
            if (!connection.identity().incoming()) {
                connector.disconnected(
                        connection.identity().address(), connection.pieces().isSeed(), now);
            }
        }
    }

    /** Dials none of these. */
    void forgetIf(Predicate<InetAddress> unwanted) {
        connector.forgetIf(address -> unwanted.test(address.getAddress()));
    }

    /** Closes the connection and never takes one from there again. */
    void ban(PeerConnection connection, String reason) {
        InetSocketAddress address = connection.identity().address();
        // many peers share the loopback address, so one of them must not ban all
        if (address.getAddress().isLoopbackAddress()) {
            bannedAddresses.add(address);
        } else {
            bannedHosts.add(address.getAddress());
        }
        InetSocketAddress listening = connection.identity().listenAddress();
        if (listening != null) {
            bannedAddresses.add(listening);
            connector.forget(listening);
        }
        connection.close(reason);
        // it may have come back since it did what it is banned for
        all().stream().filter(other -> isBanned(other.identity().address())).forEach(other -> other.close(reason));
    }

    private boolean isBanned(InetSocketAddress address) {
        return bannedHosts.contains(address.getAddress()) || bannedAddresses.contains(address);
    }

    void closeAll(String reason) {
        all().forEach(connection -> connection.close(reason));
    }
}
