package org.lyceum.bittorrent.swarm;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shares the engine's connections out by {@link ConnectionLimits}. Every connection holds a slot from its first packet
 * until its channel is closed, so that slots bound the open sockets. Safe for use by every event loop; claimants are
 * told on the thread of whoever asked or freed a slot.
 *
 * <p>Torrents wait in line for slots to dial with, and each gets one at a time. Once all are taken, the torrent with
 * most gives one up for another that has at least two fewer: nobody is left out, and no slot goes back and forth.
 */
final class ConnectionSlots {

    /** A torrent. */
    interface Claimant {
        /** May dial one peer; frees the slot when there is none to dial. */
        void mayDial(Slot slot);

        /** Is to close the connection that matters least to it. */
        void giveOneUp();
    }

    private static final int NETWORK_BYTES = 8;

    private final ConnectionLimits limits;
    private final Map<InetAddress, Integer> byHost = new HashMap<>();
    private final PendingHandshakes<Slot> handshakes = new PendingHandshakes<>();
    private final Map<Claimant, Integer> byTorrent = new HashMap<>();
    private final Set<Claimant> givingUp = new HashSet<>();
    private final SequencedSet<Claimant> waiting = new LinkedHashSet<>();
    private int open;
    private int dials;
    private int ofTorrents;

    ConnectionSlots(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** One connection. What it is of is guarded by the lock of all slots. */
    final class Slot {

        private final @Nullable Runnable makeWay;
        private @Nullable InetAddress host;
        private @Nullable Claimant torrent;
        private boolean dialling;
        private boolean freed;

        private Slot(@Nullable Runnable makeWay) {
            this.makeWay = makeWay;
        }

        /** False when that host has as many connections with us as it may. */
        boolean claimHost(InetAddress address) {
            return claim(this, hostOf(address));
        }

        /**
         * The handshake is done: whether the torrent may keep the connection. When torrents have all slots that they
         * may, one with more gives one up; false when there is none with more.
         */
        boolean settle(Claimant keeper) {
            return settled(this, keeper, false);
        }

        /** The torrent keeps the connection, and is about to close another for it. */
        void settleInPlaceOfAnother(Claimant keeper) {
            var _ = settled(this, keeper, true);
        }

        /** The connection is closed. May be called again. */
        void free() {
            freed(this);
        }
    }

    /** Connections of every state. */
    synchronized int open() {
        return open;
    }

    synchronized ConnectionCounts counts() {
        return new ConnectionCounts(open, handshakes.size(), dials);
    }

    /**
     * A slot for a connection that has come in, or null when it is to be closed.
     *
     * @param makeWay closes the connection; called by any thread, when a newer one is to have a chance
     */
    @Nullable
    Slot accept(InetAddress address, Runnable makeWay) {
        InetAddress host = hostOf(address);
        Slot accepted = new Slot(makeWay);
        Slot displaced;
        boolean room;
        synchronized (this) {
            displaced = displacedBy(host);
            room = open < limits.inAll() && claim(accepted, host);
            if (room) {
                handshakes.add(host, accepted);
                open++;
            }
        }
        if (displaced != null && displaced.makeWay != null) {
            displaced.makeWay.run();
        }
        return room ? accepted : null;
    }

    /** It counts as open until it is closed, but waits no longer. */
    private @Nullable Slot displacedBy(InetAddress host) {
        if (!host.isLoopbackAddress() && handshakes.of(host) >= limits.handshakingPerHost()) {
            return handshakes.removeOldestOf(host);
        }
        // half of what torrents leave, so that one can be on its way out while the next comes in
        int most = Math.min(limits.handshaking(), Math.max(1, (limits.inAll() - ofTorrents) / 2));
        return handshakes.size() >= most ? handshakes.removeOldestOfTheHostWithMost() : null;
    }

    private synchronized boolean claim(Slot slot, InetAddress host) {
        int others = byHost.getOrDefault(host, 0);
        if (others >= limits.perHost() && !host.isLoopbackAddress()) {
            return false;
        }
        byHost.put(host, others + 1);
        slot.host = host;
        return true;
    }

    /** Puts a torrent that has peers to dial in line, unless it stands there already. */
    void wantsToDial(Claimant torrent) {
        synchronized (this) {
            waiting.add(torrent);
        }
        handOut();
    }

    /** The torrent has nobody to dial any more. */
    synchronized void wantsNoMore(Claimant torrent) {
        waiting.remove(torrent);
    }

    /** The torrent with most connections, if it has at least two more and is not about to lose one. */
    private @Nullable Claimant richerThan(Claimant torrent) {
        Map.Entry<Claimant, Integer> most = byTorrent.entrySet().stream()
                .filter(entry -> !givingUp.contains(entry.getKey()))
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .orElse(null);
        if (most == null || most.getValue() < byTorrent.getOrDefault(torrent, 0) + 2) {
            return null;
        }
        givingUp.add(most.getKey());
        return most.getKey();
    }

    private void handOut() {
        List<Slot> handedOut = new ArrayList<>();
        Claimant richer = null;
        synchronized (this) {
            while (!waiting.isEmpty() && dials < limits.dials() && hasRoomToDial()) {
                handedOut.add(slotToDial(nextInLine()));
            }
            if (!waiting.isEmpty() && !hasRoomToDial() && givingUp.isEmpty()) {
                richer = richerThan(poorest());
            }
        }
        if (richer != null) {
            richer.giveOneUp();
        }
        for (Slot slot : handedOut) {
            if (slot.torrent != null) {
                slot.torrent.mayDial(slot);
            }
        }
    }

    private boolean hasRoomToDial() {
        return ofTorrents < limits.forTorrents() && open < limits.inAll();
    }

    /** In turn as long as there is enough for all, and the last slot to who has fewest. */
    private Claimant nextInLine() {
        return ofTorrents + 1 < limits.forTorrents() ? waiting.getFirst() : poorest();
    }

    private Claimant poorest() {
        return Collections.min(waiting, Comparator.comparingInt(torrent -> byTorrent.getOrDefault(torrent, 0)));
    }

    private Slot slotToDial(Claimant torrent) {
        waiting.remove(torrent);
        Slot slot = new Slot(null);
        slot.torrent = torrent;
        slot.dialling = true;
        dials++;
        open++;
        ofTorrents++;
        byTorrent.merge(torrent, 1, Integer::sum);
        return slot;
    }

    private boolean settled(Slot slot, Claimant keeper, boolean inPlaceOfAnother) {
        Claimant richer = null;
        synchronized (this) {
            if (slot.freed) {
                return false;
            }
            if (slot.dialling) {
                slot.dialling = false;
                dials--;
                givingUp.remove(keeper);
            } else {
                if (!inPlaceOfAnother && ofTorrents >= limits.forTorrents()) {
                    richer = richerThan(keeper);
                    if (richer == null) {
                        return false;
                    }
                }
                endHandshake(slot);
                slot.torrent = keeper;
                ofTorrents++;
                byTorrent.merge(keeper, 1, Integer::sum);
            }
        }
        if (richer != null) {
            richer.giveOneUp();
        }
        handOut();
        return true;
    }

    private void endHandshake(Slot slot) {
        if (slot.host != null) {
            handshakes.remove(slot.host, slot);
        }
    }

    private void freed(Slot slot) {
        synchronized (this) {
            if (slot.freed) {
                return;
            }
            slot.freed = true;
            open--;
            endHandshake(slot);
            if (slot.host != null) {
                byHost.computeIfPresent(slot.host, (_, count) -> count > 1 ? count - 1 : null);
            }
            if (slot.dialling) {
                dials--;
            }
            if (slot.torrent != null) {
                ofTorrents--;
                byTorrent.computeIfPresent(slot.torrent, (_, count) -> count > 1 ? count - 1 : null);
                givingUp.remove(slot.torrent);
            }
        }
        handOut();
    }

    /** An IPv6 host is the network that it is given, all of whose addresses it may take. */
    private static InetAddress hostOf(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an IPv6 address", e);
        }
    }
}
