package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.channel.noise.CipherState;
import org.lyceum.overlay.channel.noise.NoiseHandshake;

/** Takes frames of a 2-byte big-endian length and ciphertext, and passes on what they hold. */
final class NoiseDecoder extends ChannelInboundHandlerAdapter {

    private static final int NONE = -1;

    /**
     * The JDK decrypts arrays, those of which the ciphertext is the very beginning without a copy of its own. A thread
     * needs one more for each connection whose frame has come in part.
     */
    private static final FastThreadLocal<byte @Nullable []> SPARE = new FastThreadLocal<>();

    private final CipherState receiving;
    private int firstOfLength = NONE;
    private byte @Nullable [] frame;
    private int length;
    private int filled;
    private boolean corrupted;

    NoiseDecoder(CipherState receiving) {
        this.receiving = receiving;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !corrupted) {
                if (frame != null) {
                    fill(ctx, frame, in);
                } else if (firstOfLength == NONE) {
                    firstOfLength = in.readUnsignedByte();
                } else {
                    length = firstOfLength << 8 | in.readUnsignedByte();
                    firstOfLength = NONE;
                    filled = 0;
                    fill(ctx, take(), in);
                }
            }
        } finally {
            in.release();
        }
    }

    private void fill(ChannelHandlerContext ctx, byte[] frame, ByteBuf in) {
        int count = Math.min(in.readableBytes(), length - filled);
        in.readBytes(frame, filled, count);
        filled += count;
        if (filled == length) {
            this.frame = null;
            decrypt(ctx, frame);
        } else {
            this.frame = frame;
        }
    }

    private void decrypt(ChannelHandlerContext ctx, byte[] frame) {
        ByteBuf plain = ctx.alloc().heapBuffer(length);
        try {
            corrupted = true;
            plain.writerIndex(receiving.decrypt(frame, 0, length, plain.array(), plain.arrayOffset()));
            corrupted = false;
        } finally {
            if (corrupted) {
                plain.release();
            }
        }
        SPARE.set(frame);
        ctx.fireChannelRead(plain);
    }

    private static byte[] take() {
        byte[] spare = SPARE.get();
        SPARE.set(null);
        return spare != null ? spare : new byte[NoiseHandshake.MAX_MESSAGE];
    }
}
