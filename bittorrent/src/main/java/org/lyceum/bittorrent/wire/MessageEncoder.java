package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import org.lyceum.bittorrent.Block;

/** Lays messages out in bytes (BEP 3, 5, 6 and 10), many into one buffer: what is small costs a packet together. */
public final class MessageEncoder {

    /** Bytes of a piece message before its data: length, id, piece and offset. */
    public static final int PIECE_HEADER = 13;

    private MessageEncoder() {}

    /** Appends a message, whose own buffer is released if it has one. */
    public static void write(Message message, ByteBuf out) {
        switch (message) {
            case Message.KeepAlive() -> out.writeInt(0);
            case Message.Choke() -> header(MessageType.CHOKE, 0, out);
            case Message.Unchoke() -> header(MessageType.UNCHOKE, 0, out);
            case Message.Interested() -> header(MessageType.INTERESTED, 0, out);
            case Message.NotInterested() -> header(MessageType.NOT_INTERESTED, 0, out);
            case Message.Have(int piece) -> header(MessageType.HAVE, 0, out).writeInt(piece);
            case Message.Bitfield(byte[] bits) ->
                header(MessageType.BITFIELD, bits.length, out).writeBytes(bits);
            case Message.Request(Block block) -> block(MessageType.REQUEST, block, out);
            case Message.Piece(int piece, int offset, ByteBuf data) -> {
                writePieceHeader(piece, offset, data.readableBytes(), out);
                payload(data, out);
            }
            case Message.Cancel(Block block) -> block(MessageType.CANCEL, block, out);
            case Message.Port(int port) -> header(MessageType.PORT, 0, out).writeShort(port);
            case Message.SuggestPiece(int piece) ->
                header(MessageType.SUGGEST_PIECE, 0, out).writeInt(piece);
            case Message.HaveAll() -> header(MessageType.HAVE_ALL, 0, out);
            case Message.HaveNone() -> header(MessageType.HAVE_NONE, 0, out);
            case Message.RejectRequest(Block block) -> block(MessageType.REJECT_REQUEST, block, out);
            case Message.AllowedFast(int piece) ->
                header(MessageType.ALLOWED_FAST, 0, out).writeInt(piece);
            case Message.Extended(int id, ByteBuf payload) -> {
                header(MessageType.EXTENDED, payload.readableBytes(), out).writeByte(id);
                payload(payload, out);
            }
        }
    }

    /**
     * Appends the {@value #PIECE_HEADER} bytes that stand before the data of a block, for data that follow by another
     * way, as from file to socket without passing through memory of ours.
     */
    public static void writePieceHeader(int piece, int offset, int length, ByteBuf out) {
        header(MessageType.PIECE, length, out).writeInt(piece).writeInt(offset);
    }

    private static void block(MessageType type, Block block, ByteBuf out) {
        header(type, 0, out).writeInt(block.piece()).writeInt(block.offset()).writeInt(block.length());
    }

    private static ByteBuf header(MessageType type, int payload, ByteBuf out) {
        return out.writeInt(1 + type.fields + payload).writeByte(type.id);
    }

    private static void payload(ByteBuf payload, ByteBuf out) {
        try {
            out.writeBytes(payload);
        } finally {
            payload.release();
        }
    }
}
