package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * Waits for a peer's {@link Handshake}, fires it up the pipeline, then the bytes that came after it, and removes itself.
 *
 * <p>Whoever receives the handshake may put the handlers of the later bytes behind this one before it returns; if it
 * closes the channel instead, or removes this handler, they are dropped. A peer that does not speak BitTorrent is
 * refused at its first wrong byte: one {@link BitTorrentException} goes up, and all later input is discarded.
 */
public final class HandshakeDecoder extends ChannelInboundHandlerAdapter {

    private final ByteBuf received = Unpooled.buffer(Handshake.LENGTH, Handshake.LENGTH);
    private boolean ended;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf in)) {
            ctx.fireChannelRead(msg);
            return;
        }
        try {
            if (!ended) {
                decode(ctx, in);
            }
        } catch (BitTorrentException e) {
            ended = true;
            ctx.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    private void decode(ChannelHandlerContext ctx, ByteBuf in) {
        received.writeBytes(in, Math.min(received.writableBytes(), in.readableBytes()));
        Handshake.checkProtocol(received);
        if (received.isWritable()) {
            return;
        }
        ended = true;
        ctx.fireChannelRead(Handshake.decode(received));
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            return;
        }
        if (in.isReadable()) {
            ctx.fireChannelRead(in.readRetainedSlice(in.readableBytes()));
        }
        ctx.pipeline().remove(this);
    }
}
