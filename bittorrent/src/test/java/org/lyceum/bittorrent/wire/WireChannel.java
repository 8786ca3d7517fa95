package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A channel that feeds bytes to a handler and records what comes out, on an allocator of its own that knows every byte
 * still held: closing fails when there is one.
 */
final class WireChannel implements AutoCloseable {

    final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(true);
    final List<Object> received = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final EmbeddedChannel channel = new EmbeddedChannel();

    WireChannel(ChannelHandler... handlers) {
        channel.config().setAllocator(alloc);
        channel.pipeline().addLast(handlers).addLast(new Recorder());
    }

    /** Hands the bytes over as one read that filled its buffer. */
    WireChannel read(byte[] bytes) {
        return read(buffer(bytes, bytes.length));
    }

    WireChannel read(String hex) {
        return read(bytes(hex));
    }

    WireChannel read(ByteBuf in) {
        channel.writeInbound(in);
        return this;
    }

    /** The bytes in a receive buffer that has room for {@code capacity}. */
    ByteBuf buffer(byte[] bytes, int capacity) {
        return alloc.directBuffer(capacity, capacity).writeBytes(bytes);
    }

    List<Message> messages() {
        return received.stream().map(Message.class::cast).toList();
    }

    /** What was received, encoded again; takes the messages over. */
    byte[] reencoded() {
        ByteBuf all = alloc.buffer();
        messages().forEach(message -> MessageEncoder.write(message, all));
        received.clear();
        return drain(all);
    }

    void releaseReceived() {
        received.forEach(WireChannel::release);
        received.clear();
    }

    long held() {
        return alloc.metric().usedDirectMemory() + alloc.metric().usedHeapMemory();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        releaseReceived();
        assertThat(held()).as("bytes never released").isZero();
    }

    static void release(Object message) {
        switch (message) {
            case Message.Piece piece -> piece.data().release();
            case Message.Extended extended -> extended.payload().release();
            default -> ReferenceCountUtil.release(message);
        }
    }

    static byte[] drain(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes).release();
        return bytes;
    }

    /** Bytes from hexadecimal digits with spaces between. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private final class Recorder extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            received.add(msg);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            errors.add(cause);
        }
    }
}
