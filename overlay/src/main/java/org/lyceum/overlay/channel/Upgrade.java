package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.multistream.Negotiation;
import org.lyceum.overlay.channel.noise.DhKeyPair;
import org.lyceum.overlay.channel.noise.NoiseHandshake;
import org.lyceum.overlay.channel.noise.Transport;
import org.lyceum.overlay.channel.yamux.YamuxSession;
import org.lyceum.overlay.identity.Identity;

/**
 * Turns a TCP connection into an authenticated one that carries streams (libp2p specs, {@code connections/README.md}):
 * agrees on Noise, shakes hands, and agrees on yamux, within the handshake where both ends can.
 */
final class Upgrade extends ByteToMessageDecoder {

    private static final List<String> MUXERS = List.of(YamuxSession.PROTOCOL);

    private final boolean dialler;
    private final NoiseHandshake handshake;
    private final long timeoutMillis;
    private final Outcome outcome;
    private final Negotiation security;
    private @Nullable ScheduledFuture<?> patience;
    private boolean done;

    /** Hears how it ends, once. */
    interface Outcome {

        /** The channel is ready for a {@link SessionHandler} as its last handler. */
        void upgraded(ChannelHandlerContext ctx, PeerId remote);

        void failed(OverlayException cause);
    }

    private Upgrade(boolean dialler, NoiseHandshake handshake, long timeoutMillis, Outcome outcome) {
        this.dialler = dialler;
        this.handshake = handshake;
        this.timeoutMillis = timeoutMillis;
        this.outcome = outcome;
        security = dialler
                ? Negotiation.dialler(List.of(NoiseHandshake.PROTOCOL))
                : Negotiation.listener(NoiseHandshake.PROTOCOL::equals);
    }

    static Upgrade outgoing(
            Identity identity, DhKeyPair noiseKey, @Nullable PeerId expected, long timeoutMillis, Outcome outcome) {
        return new Upgrade(true, NoiseHandshake.dialler(identity, noiseKey, MUXERS, expected), timeoutMillis, outcome);
    }

    static Upgrade incoming(Identity identity, DhKeyPair noiseKey, long timeoutMillis, Outcome outcome) {
        return new Upgrade(false, NoiseHandshake.listener(identity, noiseKey, MUXERS), timeoutMillis, outcome);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        patience = ctx.executor().schedule(() -> timedOut(ctx), timeoutMillis, TimeUnit.MILLISECONDS);
        send(ctx, security.greeting());
    }

    private void timedOut(ChannelHandlerContext ctx) {
        fail(
                ctx,
                new OverlayException(
                        Reason.TIMED_OUT, "the handshake was not done after %d ms".formatted(timeoutMillis)));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (done) {
            in.skipBytes(in.readableBytes());
        } else if (security.selected().isEmpty()) {
            send(ctx, security.receive(in));
            if (security.selected().isPresent()) {
                sendNoise(ctx);
            }
        } else {
            receiveNoise(ctx, in);
        }
    }

    private void receiveNoise(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < 2 || in.readableBytes() < 2 + in.getUnsignedShort(in.readerIndex())) {
            return;
        }
        byte[] message = new byte[in.readUnsignedShort()];
        in.readBytes(message);
        handshake.receive(message);
        sendNoise(ctx);
        if (handshake.isComplete()) {
            secured(ctx);
        }
    }

    private void sendNoise(ChannelHandlerContext ctx) {
        handshake.next().ifPresent(message -> {
            ByteBuf frame = ctx.alloc().ioBuffer(2 + message.length);
            frame.writeShort(message.length).writeBytes(message);
            var _ = ctx.writeAndFlush(frame, ctx.voidPromise());
        });
    }

    private void secured(ChannelHandlerContext ctx) {
        Transport transport = handshake.transport();
        ctx.pipeline().addLast(new NoiseDecoder(transport.receiving()), new NoiseEncoder(transport.sending()));
        List<String> offered = handshake.remoteMuxers();
        if (offered.isEmpty()) {
            ctx.pipeline().addLast(new MuxerNegotiation());
        } else if (offered.contains(YamuxSession.PROTOCOL)) {
            succeed(ctx);
        } else {
            throw new OverlayException(
                    Reason.UNSUPPORTED,
                    "the other end multiplexes by %s, this one by %s".formatted(offered, YamuxSession.PROTOCOL));
        }
        ctx.pipeline().remove(this);
    }

    private void succeed(ChannelHandlerContext ctx) {
        end();
        outcome.upgraded(ctx, handshake.remote());
    }

    private void fail(ChannelHandlerContext ctx, OverlayException cause) {
        if (!done) {
            end();
            outcome.failed(cause);
            var _ = ctx.channel().close();
        }
    }

    private void end() {
        done = true;
        if (patience != null) {
            patience.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, gone());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, Faults.of(cause));
    }

    private static OverlayException gone() {
        return new OverlayException(Reason.CLOSED_BY_PEER, "the other end hung up during the handshake");
    }

    private static void send(ChannelHandlerContext ctx, byte[] bytes) {
        if (bytes.length > 0) {
            var _ = ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
        }
    }

    /** Agrees on yamux over the encrypted channel, with an end that did not do so in the handshake. */
    private final class MuxerNegotiation extends ByteToMessageDecoder {

        private final Negotiation muxer =
                dialler ? Negotiation.dialler(MUXERS) : Negotiation.listener(MUXERS::contains);

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            send(ctx, muxer.greeting());
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            send(ctx, muxer.receive(in));
            if (!done && muxer.selected().isPresent()) {
                succeed(ctx);
                ctx.pipeline().remove(this);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            fail(ctx, gone());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(ctx, Faults.of(cause));
        }
    }
}
