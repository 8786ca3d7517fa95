package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.channel.noise.CipherState;
import org.lyceum.overlay.channel.noise.NoiseHandshake;

/**
 * Encrypts what is written in frames as long as may be: what is written between two flushes shares them. The promise of
 * a write is kept as soon as the bytes are taken; that of an empty one when all before it have left.
 */
final class NoiseEncoder extends ChannelOutboundHandlerAdapter {

    private static final int LENGTH_BYTES = 2;
    private static final int MAX_PLAIN = NoiseHandshake.MAX_MESSAGE - CipherState.TAG_BYTES;

    private final CipherState sending;
    private @Nullable ByteBuf plain;

    NoiseEncoder(CipherState sending) {
        this.sending = sending;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        if (!bytes.isReadable()) {
            encryptTaken(ctx);
            var _ = ctx.write(bytes, promise);
            return;
        }
        try {
            while (bytes.isReadable()) {
                if (plain == null) {
                    plain = ctx.alloc().heapBuffer(NoiseHandshake.MAX_MESSAGE);
                }
                plain.writeBytes(bytes, Math.min(bytes.readableBytes(), MAX_PLAIN - plain.readableBytes()));
                if (plain.readableBytes() == MAX_PLAIN) {
                    encrypt(ctx, plain);
                }
            }
        } finally {
            bytes.release();
        }
        promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        encryptTaken(ctx);
        ctx.flush();
    }

    private void encryptTaken(ChannelHandlerContext ctx) {
        if (plain != null) {
            encrypt(ctx, plain);
        }
    }

    private void encrypt(ChannelHandlerContext ctx, ByteBuf taken) {
        plain = null;
        try {
            byte[] array = taken.array();
            int offset = taken.arrayOffset();
            int length = sending.encrypt(array, offset, taken.readableBytes(), array, offset);
            ByteBuf frame = ctx.alloc().ioBuffer(LENGTH_BYTES + length);
            frame.writeShort(length).writeBytes(array, offset, length);
            var _ = ctx.write(frame, ctx.voidPromise());
        } finally {
            taken.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (plain != null) {
            plain.release();
            plain = null;
        }
    }
}
