package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.FilePool;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;
import org.lyceum.bittorrent.wire.Handshake;

/** A swarm of a torrent whose metadata is not known, on channels without sockets, in a time of its own. */
final class SwarmFixture {

    static final InfoHash INFO_HASH = InfoHash.of(new byte[20]);

    /** In the middle of all peer ids. */
    static final PeerId OURSELVES = new PeerId("m".repeat(20));

    long nanos;
    final Swarm swarm;
    private final EmbeddedChannel loop = new EmbeddedChannel();
    final ConnectionSlots slots;
    final Set<InetAddress> blocked = new HashSet<>();

    SwarmFixture(Path folder) {
        this(folder, ConnectionLimits.DEFAULT);
    }

    SwarmFixture(Path folder, ConnectionLimits limits) {
        slots = new ConnectionSlots(limits);
        var loop = this.loop.eventLoop();
        EngineContext context = context(folder, folder, loop, () -> nanos, limits, slots, blocked::contains);
        swarm = new Swarm(context, loop, INFO_HASH, RateLimits.NONE, new Swarm.Owner() {
            @Override
            public void pieceVerified(int piece) {}

            @Override
            public void metadataReceived(byte[] info) {}

            @Override
            public void storageFailed(BitTorrentException failure) {
                throw failure;
            }

            @Override
            public void stirred() {}
        });
        swarm.start(null);
    }

    /** Does everything at once, on the caller's thread. */
    static EngineContext context(Path files, Path torrents, EventLoop loop, LongSupplier ticker) {
        ConnectionLimits limits = ConnectionLimits.DEFAULT;
        return context(files, torrents, loop, ticker, limits, new ConnectionSlots(limits), _ -> false);
    }

    private static EngineContext context(
            Path files,
            Path torrents,
            EventLoop loop,
            LongSupplier ticker,
            ConnectionLimits limits,
            ConnectionSlots slots,
            Predicate<InetAddress> blocked) {
        Random random = new Random(1);
        ResumeStore store = new ResumeStore(torrents);
        return new EngineContext(
                EngineSettings.of(files, new InetSocketAddress(0))
                        .privateNetworks(true)
                        .connections(limits),
                OURSELVES,
                6881,
                files,
                slots,
                blocked,
                Runnable::run,
                Runnable::run,
                TransferLimits.of(RateLimits.NONE, loop, ticker),
                new FilePool(1),
                store,
                new Downloads(3, store),
                new CheckQueue(),
                new UdpTrackerClient(loop, Clock.systemUTC(), random),
                new Dialler(NioSocketChannel.class, UnpooledByteBufAllocator.DEFAULT),
                Clock.systemUTC(),
                ticker,
                random,
                List::of,
                _ -> {});
    }

    /** Lets time pass for the swarm and for its timers. */
    void pass(Duration time) {
        nanos += time.toNanos();
        loop.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        // a timer may hand its work on
        for (int hop = 0; hop < 3; hop++) {
            loop.runPendingTasks();
        }
    }

    /** What was to be done on the swarm's loop. */
    void runTasks() {
        loop.runPendingTasks();
    }

    Connections connections() {
        return swarm.connections();
    }

    /** A peer with an id of this letter connects, or is reached; null when it is not wanted. */
    @Nullable
    PeerConnection peer(char letter, boolean incoming, InetSocketAddress address) {
        return peer(letter, incoming, address, new EmbeddedChannel());
    }

    @Nullable
    PeerConnection peer(char letter, boolean incoming, InetSocketAddress address, EmbeddedChannel channel) {
        Handshake handshake =
                new Handshake(INFO_HASH, new PeerId(String.valueOf(letter).repeat(20)), true, true, false);
        ConnectionSlots.Slot slot = requireNonNull(slots.accept(address.getAddress(), () -> {}));
        var _ = channel.closeFuture().addListener(_ -> slot.free());
        PeerConnection admitted = swarm.admit(handshake, incoming, address, slot, channel);
        if (admitted == null) {
            slot.free();
        }
        return admitted;
    }

    static InetSocketAddress address(int host, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {10, 0, (byte) (host >> 8), (byte) host}), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
