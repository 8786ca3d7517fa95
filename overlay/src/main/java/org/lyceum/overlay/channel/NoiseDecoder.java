package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import org.lyceum.overlay.channel.noise.CipherState;
import org.lyceum.overlay.channel.noise.NoiseHandshake;

/** Takes frames of a 2-byte big-endian length and ciphertext, and passes on what they hold. */
final class NoiseDecoder extends ByteToMessageDecoder {

    private static final int LENGTH_BYTES = 2;

    /** The JDK decrypts arrays, and only one frame at a time in each thread. */
    private static final FastThreadLocal<byte[]> CIPHERTEXT = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[NoiseHandshake.MAX_MESSAGE];
        }
    };

    private final CipherState receiving;

    NoiseDecoder(CipherState receiving) {
        this.receiving = receiving;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < LENGTH_BYTES) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (in.readableBytes() < LENGTH_BYTES + length) {
            return;
        }
        byte[] ciphertext = CIPHERTEXT.get();
        in.skipBytes(LENGTH_BYTES);
        in.readBytes(ciphertext, 0, length);
        ByteBuf plain = ctx.alloc().heapBuffer(length);
        try {
            int size = receiving.decrypt(ciphertext, 0, length, plain.array(), plain.arrayOffset());
            out.add(plain.writerIndex(size).retain());
        } finally {
            plain.release();
        }
    }
}
