package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.channel.noise.CipherState;
import org.lyceum.overlay.channel.noise.NoiseHandshake;

/**
 * Encrypts what is written in frames as long as may be: small writes between two flushes share them, a large one is
 * encrypted where it lies, in frames of its own. The promise of
 * a write is kept as soon as the bytes are taken; that of an empty one when all before it have left.
 */
final class NoiseEncoder extends ChannelOutboundHandlerAdapter {

    private static final int LENGTH_BYTES = 2;
    private static final int MAX_PLAIN = NoiseHandshake.MAX_MESSAGE - CipherState.TAG_BYTES;

    /** To gather as many bytes would cost more than a frame, which is 18 bytes and a microsecond. */
    private static final int LARGE = 16 * 1024;

    /** The JDK encrypts into arrays faster than into direct buffers; one frame at a time in each thread. */
    private static final FastThreadLocal<byte[]> CIPHERTEXT = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[NoiseHandshake.MAX_MESSAGE];
        }
    };

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
            if (bytes.hasArray() && bytes.readableBytes() >= LARGE) {
                encryptTaken(ctx);
                while (bytes.isReadable()) {
                    encrypt(ctx, bytes, Math.min(bytes.readableBytes(), MAX_PLAIN));
                }
            } else {
                gather(ctx, bytes);
            }
        } finally {
            bytes.release();
        }
        promise.trySuccess();
    }

    private void gather(ChannelHandlerContext ctx, ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (plain == null) {
                plain = ctx.alloc().heapBuffer(MAX_PLAIN, MAX_PLAIN);
            }
            plain.writeBytes(bytes, Math.min(bytes.readableBytes(), plain.writableBytes()));
            if (!plain.isWritable()) {
                encryptTaken(ctx);
            }
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        encryptTaken(ctx);
        ctx.flush();
    }

    private void encryptTaken(ChannelHandlerContext ctx) {
        ByteBuf taken = plain;
        if (taken != null) {
            plain = null;
            try {
                encrypt(ctx, taken, taken.readableBytes());
            } finally {
                taken.release();
            }
        }
    }

    private void encrypt(ChannelHandlerContext ctx, ByteBuf bytes, int count) {
        byte[] ciphertext = CIPHERTEXT.get();
        int length = sending.encrypt(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), count, ciphertext, 0);
        bytes.skipBytes(count);
        ByteBuf frame = ctx.alloc().directBuffer(LENGTH_BYTES + length);
        frame.writeShort(length).writeBytes(ciphertext, 0, length);
        var _ = ctx.write(frame, ctx.voidPromise());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (plain != null) {
            plain.release();
            plain = null;
        }
    }
}
