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
     * The JDK decrypts arrays, those of which the ciphertext is the very beginning without a copy of its own; and there
     * is only one frame at a time in each thread.
     */
    private static final FastThreadLocal<byte[]> CIPHERTEXT = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[NoiseHandshake.MAX_MESSAGE];
        }
    };

    private final CipherState receiving;
    private int firstOfLength = NONE;
    private @Nullable ByteBuf begun;
    private boolean corrupted;

    NoiseDecoder(CipherState receiving) {
        this.receiving = receiving;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !corrupted) {
                if (begun != null) {
                    goOn(ctx, begun, in);
                } else if (firstOfLength == NONE) {
                    firstOfLength = in.readUnsignedByte();
                } else {
                    int length = firstOfLength << 8 | in.readUnsignedByte();
                    firstOfLength = NONE;
                    begin(ctx, length, in);
                }
            }
        } finally {
            in.release();
        }
    }

    private void begin(ChannelHandlerContext ctx, int length, ByteBuf in) {
        if (in.readableBytes() < length) {
            begun = ctx.alloc().heapBuffer(length, length);
            return;
        }
        decrypt(ctx, in, length);
    }

    private void goOn(ChannelHandlerContext ctx, ByteBuf frame, ByteBuf in) {
        frame.writeBytes(in, Math.min(in.readableBytes(), frame.writableBytes()));
        if (!frame.isWritable()) {
            begun = null;
            try {
                decrypt(ctx, frame, frame.readableBytes());
            } finally {
                frame.release();
            }
        }
    }

    private void decrypt(ChannelHandlerContext ctx, ByteBuf in, int length) {
        byte[] ciphertext = CIPHERTEXT.get();
        in.readBytes(ciphertext, 0, length);
        ByteBuf plain = ctx.alloc().heapBuffer(length);
        try {
            corrupted = true;
            plain.writerIndex(receiving.decrypt(ciphertext, 0, length, plain.array(), plain.arrayOffset()));
            corrupted = false;
        } finally {
            if (corrupted) {
                plain.release();
            }
        }
        ctx.fireChannelRead(plain);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (begun != null) {
            begun.release();
            begun = null;
        }
    }
}
