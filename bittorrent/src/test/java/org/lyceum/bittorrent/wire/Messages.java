package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.lyceum.bittorrent.Block;

/** Arbitrary frames, as bytes: jqwik may try a value more than once, a buffer can be given away only once. */
final class Messages {

    private Messages() {}

    /** Frames of every message there is. */
    static Arbitrary<byte[]> frames() {
        Arbitrary<Integer> pieces = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Block> blocks = Combinators.combine(
                        pieces,
                        Arbitraries.integers().between(0, Integer.MAX_VALUE - Block.MAX_LENGTH),
                        Arbitraries.integers().between(1, Block.MAX_LENGTH))
                .as(Block::new);
        Arbitrary<byte[]> payloads =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(300);
        return Arbitraries.oneOf(
                Arbitraries.of(
                                new Message.KeepAlive(),
                                new Message.Choke(),
                                new Message.Unchoke(),
                                new Message.Interested(),
                                new Message.NotInterested(),
                                new Message.HaveAll(),
                                new Message.HaveNone())
                        .map(Messages::frame),
                pieces.map(Message.Have::new).map(Messages::frame),
                payloads.map(Message.Bitfield::new).map(Messages::frame),
                blocks.map(Message.Request::new).map(Messages::frame),
                Combinators.combine(blocks, payloads)
                        .as((block, data) ->
                                new Message.Piece(block.piece(), block.offset(), Unpooled.wrappedBuffer(data)))
                        .map(Messages::frame),
                blocks.map(Message.Cancel::new).map(Messages::frame),
                Arbitraries.integers().between(0, 65535).map(Message.Port::new).map(Messages::frame),
                pieces.map(Message.SuggestPiece::new).map(Messages::frame),
                blocks.map(Message.RejectRequest::new).map(Messages::frame),
                pieces.map(Message.AllowedFast::new).map(Messages::frame),
                Combinators.combine(Arbitraries.integers().between(0, 255), payloads)
                        .as((id, data) -> new Message.Extended(id, Unpooled.wrappedBuffer(data)))
                        .map(Messages::frame));
    }

    /** Frames that may or may not make sense: small lengths, ids around the known ones, any body. */
    static Arbitrary<byte[]> nonsense() {
        return Combinators.combine(
                        Arbitraries.integers().between(-1, 24),
                        Arbitraries.bytes().between((byte) 0, (byte) 24),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(24))
                .as((length, id, body) -> ByteBuffer.allocate(5 + body.length)
                        .putInt(length)
                        .put(id)
                        .put(body)
                        .array());
    }

    static byte[] frame(Message message) {
        ByteBuf frame = Unpooled.buffer();
        MessageEncoder.write(message, frame);
        return WireChannel.drain(frame);
    }

    static byte[] concat(List<byte[]> parts) {
        return concat(parts.stream());
    }

    static byte[] concat(Stream<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
