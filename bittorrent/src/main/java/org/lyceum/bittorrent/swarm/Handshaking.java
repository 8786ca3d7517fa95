package org.lyceum.bittorrent.swarm;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.HandshakeDecoder;
import org.lyceum.bittorrent.wire.MessageDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges handshakes on a new connection (BEP 3), then moves the channel to its torrent's event loop and hands it
 * over. What the peer sent right behind its handshake waits until then.
 */
final class Handshaking extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Handshaking.class);

    private static final int PATIENCE_SECONDS = 10;

    private final Function<InfoHash, @Nullable Swarm> torrents;
    private final @Nullable Swarm dialledFor;
    private final InetSocketAddress address;
    private final Slot slot;
    private final List<Object> held = new ArrayList<>();
    private @Nullable ScheduledFuture<?> patience;
    private boolean decided;
    private boolean handedOver;
    private boolean ended;

    private Handshaking(
            Function<InfoHash, @Nullable Swarm> torrents,
            @Nullable Swarm dialledFor,
            InetSocketAddress address,
            Slot slot) {
        this.torrents = torrents;
        this.dialledFor = dialledFor;
        this.address = address;
        this.slot = slot;
    }

    /** Sizes that hold several blocks, so that a read is a few blocks and not a few reads a block. */
    static RecvByteBufAllocator receiveBuffers() {
        return new AdaptiveRecvByteBufAllocator(4 * 1024, 64 * 1024, 256 * 1024);
    }

    static void incoming(
            Channel channel, InetSocketAddress address, Slot slot, Function<InfoHash, @Nullable Swarm> torrents) {
        channel.pipeline().addLast(new HandshakeDecoder(), new Handshaking(torrents, null, address, slot));
    }

    static void outgoing(Channel channel, Swarm swarm, InetSocketAddress address, Slot slot) {
        channel.pipeline()
                .addLast(
                        new HandshakeDecoder(),
                        new Handshaking(
                                infoHash -> infoHash.equals(swarm.infoHash()) ? swarm : null, swarm, address, slot));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        patience =
                ctx.executor().schedule(() -> end(ctx, "no handshake within 10 s"), PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (dialledFor != null) {
            var _ = ctx.writeAndFlush(dialledFor.handshake().encode(ctx.alloc()), ctx.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Handshake handshake && !decided) {
            decided = true;
            Swarm swarm = torrents.apply(handshake.infoHash());
            if (swarm == null) {
                end(ctx, "the torrent " + handshake.infoHash() + " is not here");
            } else {
                moveTo(swarm, handshake, ctx);
            }
        } else if (handedOver) {
            ctx.fireChannelRead(message);
        } else {
            held.add(message);
        }
    }

    private void moveTo(Swarm swarm, Handshake handshake, ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (patience != null) {
            patience.cancel(false);
        }
        if (swarm.loop().inEventLoop()) {
            handOver(swarm, handshake, ctx);
            return;
        }
        channel.config().setAutoRead(false);
        var _ = channel.deregister().addListener(left -> {
            if (!left.isSuccess()) {
                var _ = channel.close();
                return;
            }
            var _ = swarm.loop().register(channel).addListener(joined -> {
                if (joined.isSuccess()) {
                    // first, since the torrent may hold its peers back
                    channel.config().setAutoRead(true);
                    handOver(swarm, handshake, ctx);
                } else {
                    var _ = channel.close();
                }
            });
        });
    }

    private void handOver(Swarm swarm, Handshake handshake, ChannelHandlerContext ctx) {
        boolean incoming = dialledFor == null;
        PeerConnection connection = swarm.admit(handshake, incoming, address, slot, ctx.channel());
        if (connection == null) {
            if (incoming && handshake.peerId().equals(swarm.handshake().peerId())) {
                // the end that dialled is ours as well: it has to learn whom it has reached
                var _ = ctx.writeAndFlush(swarm.handshake().encode(ctx.alloc()), ctx.voidPromise());
            }
            end(ctx, "not admitted");
            return;
        }
        handedOver = true;
        if (incoming) {
            var _ = ctx.write(swarm.handshake().encode(ctx.alloc()), ctx.voidPromise());
        }
        ctx.pipeline().addLast(new MessageDecoder(MessageDecoder.MAX_FRAME), connection);
        connection.greet();
        held.forEach(ctx::fireChannelRead);
        held.clear();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (handedOver) {
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (handedOver) {
            ctx.fireChannelInactive();
        } else {
            end(ctx, "closed during the handshake");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (handedOver) {
            ctx.fireExceptionCaught(cause);
        } else {
            end(ctx, String.valueOf(cause.getMessage()));
        }
    }

    private void end(ChannelHandlerContext ctx, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        log.debug("{}: handshake failed, {}", address, reason);
        if (patience != null) {
            patience.cancel(false);
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (dialledFor != null) {
            dialledFor.dialling().failed(address);
        }
        var _ = ctx.close();
    }
}
