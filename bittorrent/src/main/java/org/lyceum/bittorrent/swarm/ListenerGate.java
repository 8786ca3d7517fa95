package org.lyceum.bittorrent.swarm;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the listening port, before anything is spent on a connection: lets in those that are not blocked and for
 * which there is a slot, and closes the others before a byte of them is read.
 */
final class ListenerGate extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(ListenerGate.class);

    private static final AttributeKey<Slot> SLOT = AttributeKey.valueOf(ListenerGate.class, "slot");
    private static final int PAUSE_MILLIS = 1000;

    private final ConnectionSlots slots;
    private final Predicate<InetAddress> blocked;
    private final AtomicLong turnedAway = new AtomicLong();
    private boolean failing;

    ListenerGate(ConnectionSlots slots, Predicate<InetAddress> blocked) {
        this.slots = slots;
        this.blocked = blocked;
    }

    /** Connections from blocked addresses that were refused. */
    long turnedAway() {
        return turnedAway.get();
    }

    /** The slot of a connection that was let in. */
    static Slot slotOf(Channel accepted) {
        return Objects.requireNonNull(accepted.attr(SLOT).get());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        failing = false;
        Channel accepted = (Channel) message;
        // null when the peer has gone already
        if (!(accepted.remoteAddress() instanceof InetSocketAddress peer)) {
            refuse(accepted);
            return;
        }
        if (blocked.test(peer.getAddress())) {
            turnedAway.incrementAndGet();
            refuse(accepted);
            return;
        }
        Slot slot = slots.accept(peer.getAddress(), () -> {
            var _ = accepted.close();
        });
        if (slot == null) {
            log.debug("{}: refused, there are connections enough", peer);
            refuse(accepted);
            return;
        }
        accepted.attr(SLOT).set(slot);
        var _ = accepted.closeFuture().addListener(_ -> slot.free());
        ctx.fireChannelRead(accepted);
    }

    private static void refuse(Channel accepted) {
        // by a reset, so that thousands of refused ones do not linger in the kernel
        accepted.config().setOption(ChannelOption.SO_LINGER, 0);
        accepted.unsafe().closeForcibly();
    }

    /** As when this process or system may open no more files: trying again at once would only spin. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!failing) {
            failing = true;
            log.warn("cannot take connections of peers, trying again every second: {}", cause.getMessage());
        }
        ctx.channel().config().setAutoRead(false);
        var _ = ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
