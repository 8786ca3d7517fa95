package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.lyceum.bittorrent.Block;

/**
 * Turns each {@link Message} written to a channel into its bytes; anything else, such as a buffer or a file region,
 * passes through.
 *
 * <p>A message costs one small pooled buffer of its exact size, and those written before one flush leave in one gathering
 * write. Block data are never copied: the header goes first, the data follow as a buffer of their own.
 */
@Sharable
public final class MessageEncoder extends ChannelOutboundHandlerAdapter {

    /** Bytes of a piece message before its data: length, id, piece and offset. */
    public static final int PIECE_HEADER = 13;

    private static final int LENGTH_AND_ID = 5;

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells; a header fails only where its data fail too
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        switch (msg) {
            case Message.Piece piece -> {
                ctx.write(pieceHeader(piece, ctx.alloc()));
                ctx.write(piece.data(), promise);
            }
            case Message.Extended extended -> {
                ctx.write(extendedHeader(extended, ctx.alloc()));
                ctx.write(extended.payload(), promise);
            }
            case Message message -> ctx.write(encode(message, ctx.alloc()), promise);
            default -> ctx.write(msg, promise);
        }
    }

    /** The bytes of a message, which gives its buffer away if it has one. The caller releases the answer. */
    public static ByteBuf encode(Message message, ByteBufAllocator alloc) {
        return switch (message) {
            case Message.KeepAlive() -> alloc.ioBuffer(4, 4).writeInt(0);
            case Message.Choke() -> header(MessageType.CHOKE, 0, alloc);
            case Message.Unchoke() -> header(MessageType.UNCHOKE, 0, alloc);
            case Message.Interested() -> header(MessageType.INTERESTED, 0, alloc);
            case Message.NotInterested() -> header(MessageType.NOT_INTERESTED, 0, alloc);
            case Message.Have(int piece) -> header(MessageType.HAVE, 0, alloc).writeInt(piece);
            case Message.Bitfield(byte[] bits) -> bitfield(bits, alloc);
            case Message.Request(Block block) -> block(MessageType.REQUEST, block, alloc);
            case Message.Piece piece -> join(pieceHeader(piece, alloc), piece.data(), alloc);
            case Message.Cancel(Block block) -> block(MessageType.CANCEL, block, alloc);
            case Message.Port(int port) -> header(MessageType.PORT, 0, alloc).writeShort(port);
            case Message.SuggestPiece(int piece) ->
                header(MessageType.SUGGEST_PIECE, 0, alloc).writeInt(piece);
            case Message.HaveAll() -> header(MessageType.HAVE_ALL, 0, alloc);
            case Message.HaveNone() -> header(MessageType.HAVE_NONE, 0, alloc);
            case Message.RejectRequest(Block block) -> block(MessageType.REJECT_REQUEST, block, alloc);
            case Message.AllowedFast(int piece) ->
                header(MessageType.ALLOWED_FAST, 0, alloc).writeInt(piece);
            case Message.Extended extended -> join(extendedHeader(extended, alloc), extended.payload(), alloc);
        };
    }

    /**
     * Writes the {@value #PIECE_HEADER} bytes that stand before the data of a block, for an upload whose data go from
     * file to socket without passing through memory of ours.
     */
    public static void writePieceHeader(ByteBuf out, int piece, int offset, int length) {
        out.writeInt(1 + MessageType.PIECE.fields + length);
        out.writeByte(MessageType.PIECE.id);
        out.writeInt(piece);
        out.writeInt(offset);
    }

    private static ByteBuf pieceHeader(Message.Piece message, ByteBufAllocator alloc) {
        ByteBuf header = alloc.ioBuffer(PIECE_HEADER, PIECE_HEADER);
        writePieceHeader(
                header, message.piece(), message.offset(), message.data().readableBytes());
        return header;
    }

    private static ByteBuf extendedHeader(Message.Extended message, ByteBufAllocator alloc) {
        return header(MessageType.EXTENDED, message.payload().readableBytes(), alloc)
                .writeByte(message.id());
    }

    private static ByteBuf bitfield(byte[] bits, ByteBufAllocator alloc) {
        ByteBuf frame = alloc.ioBuffer(LENGTH_AND_ID + bits.length);
        frame.writeInt(1 + bits.length);
        return frame.writeByte(MessageType.BITFIELD.id).writeBytes(bits);
    }

    private static ByteBuf block(MessageType type, Block block, ByteBufAllocator alloc) {
        return header(type, 0, alloc)
                .writeInt(block.piece())
                .writeInt(block.offset())
                .writeInt(block.length());
    }

    /** Length and id of a message, with room for its fields. */
    private static ByteBuf header(MessageType type, int payload, ByteBufAllocator alloc) {
        ByteBuf header = alloc.ioBuffer(LENGTH_AND_ID + type.fields);
        return header.writeInt(1 + type.fields + payload).writeByte(type.id);
    }

    private static ByteBuf join(ByteBuf header, ByteBuf payload, ByteBufAllocator alloc) {
        return alloc.compositeBuffer(2).addComponents(true, header, payload);
    }
}
