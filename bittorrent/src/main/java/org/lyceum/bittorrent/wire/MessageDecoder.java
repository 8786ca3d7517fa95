package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;

/**
 * Turns the bytes of a peer into {@link Message}s, one {@code channelRead} each.
 *
 * <p>The first bytes of a frame decide: a length that its message cannot have ends the connection before anything of the
 * body is kept. At the first error one {@link BitTorrentException} goes up the pipeline, and all later input is
 * discarded; closing the channel is for whoever receives it. Messages with an id that we do not know are skipped
 * unbuffered, up to {@value #MAX_UNKNOWN} in a row.
 *
 * <p><b>Which buffer a payload lives in.</b> A frame that lies whole in a receive buffer is handed on as a retained slice
 * of it. A frame that a read cut in two is gathered in a buffer of its own: no cost grows with the number of reads, and a
 * slow sender pins no receive buffers. That buffer has room for one block at first and grows with what has arrived, never
 * with what a length only claims.
 *
 * <p>A slice pins its whole receive buffer until the last one is released. That is no waste while buffers come filled
 * with blocks, as they do at speed; but the buffer of a trickling peer is nearly empty. Out of one that is less than half
 * full, payloads are therefore copied: few bytes, and what waits in memory stays near what was received.
 */
public final class MessageDecoder extends ChannelInboundHandlerAdapter {

    /** Longest frame that any torrent needs, in bytes after the length field: a bitfield of 8 million pieces. */
    public static final int MAX_FRAME = 1024 * 1024;

    /** Unknown messages in a row after which a peer is taken for noise. */
    private static final int MAX_UNKNOWN = 1000;

    private static final int LENGTH_BYTES = 4;

    private final int maxFrame;

    /** The start of a frame, while a read has ended inside its length, id or fields; empty otherwise. */
    private final ByteBuf header = Unpooled.buffer(MessageType.MAX_HEADER, MessageType.MAX_HEADER);

    /** The frame whose payload a read has cut in two, if one has. */
    private @Nullable Partial partial;

    private int unknownToSkip;
    private int unknownInRow;
    private boolean ended;

    /**
     * @param maxFrame longest frame accepted, in bytes after the length field
     */
    public MessageDecoder(int maxFrame) {
        this.maxFrame = maxFrame;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf in)) {
            ctx.fireChannelRead(msg);
            return;
        }
        try {
            decode(ctx, in);
        } catch (BitTorrentException e) {
            end();
            ctx.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        ended = true;
        if (partial != null) {
            partial.payload.release();
            partial = null;
        }
    }

    private void decode(ChannelHandlerContext ctx, ByteBuf in) {
        boolean sliceable = in.readableBytes() >= in.capacity() / 2;
        // whoever is given a message may close the channel or remove this handler meanwhile
        while (!ended && in.isReadable()) {
            if (unknownToSkip > 0) {
                int skipped = Math.min(unknownToSkip, in.readableBytes());
                in.skipBytes(skipped);
                unknownToSkip -= skipped;
            } else if (partial != null) {
                gather(ctx, partial, in);
            } else if (header.isReadable()) {
                completeHeader(ctx, in, sliceable);
            } else if (in.readableBytes() < headerLength(in)) {
                header.writeBytes(in);
            } else {
                decodeFrame(ctx, in, in, sliceable);
            }
        }
    }

    private void completeHeader(ChannelHandlerContext ctx, ByteBuf in, boolean sliceable) {
        int missing = headerLength(header) - header.readableBytes();
        while (missing > 0) {
            if (!in.isReadable()) {
                return;
            }
            header.writeBytes(in, Math.min(missing, in.readableBytes()));
            missing = headerLength(header) - header.readableBytes();
        }
        decodeFrame(ctx, header, in, sliceable);
        header.clear();
    }

    /** Bytes before the payload of the frame that starts here, as far as can be told yet; refuses a wrong length. */
    private int headerLength(ByteBuf frame) {
        int start = frame.readerIndex();
        int readable = frame.readableBytes();
        if (readable < LENGTH_BYTES) {
            return LENGTH_BYTES;
        }
        int length = frame.getInt(start);
        if (length < 0 || length > maxFrame) {
            throw BitTorrentException.malformed(
                    "message: length %s is over the limit of %d".formatted(Integer.toUnsignedString(length), maxFrame));
        }
        if (length == 0) {
            return LENGTH_BYTES;
        }
        MessageType type = readable > LENGTH_BYTES ? MessageType.of(frame.getUnsignedByte(start + LENGTH_BYTES)) : null;
        if (type == null) {
            return LENGTH_BYTES + 1;
        }
        type.checkLength(length);
        return LENGTH_BYTES + 1 + type.fields;
    }

    /** Decodes a frame whose header stands complete and checked in {@code head}; its payload follows in {@code in}. */
    private void decodeFrame(ChannelHandlerContext ctx, ByteBuf head, ByteBuf in, boolean sliceable) {
        int length = head.readInt();
        if (length == 0) {
            fire(ctx, new Message.KeepAlive());
            return;
        }
        int id = head.readUnsignedByte();
        MessageType type = MessageType.of(id);
        if (type == null) {
            skipUnknown(id, length - 1);
            return;
        }
        int size = length - 1 - type.fields;
        switch (type) {
            case CHOKE -> fire(ctx, new Message.Choke());
            case UNCHOKE -> fire(ctx, new Message.Unchoke());
            case INTERESTED -> fire(ctx, new Message.Interested());
            case NOT_INTERESTED -> fire(ctx, new Message.NotInterested());
            case HAVE -> fire(ctx, new Message.Have(readPiece(type, head)));
            case BITFIELD -> decodePayload(ctx, in, size, sliceable, MessageDecoder::bitfield);
            case REQUEST -> fire(ctx, new Message.Request(readBlock(type, head)));
            case PIECE -> {
                Block block = block(type, head.readInt(), head.readInt(), size);
                decodePayload(ctx, in, size, sliceable, data -> new Message.Piece(block.piece(), block.offset(), data));
            }
            case CANCEL -> fire(ctx, new Message.Cancel(readBlock(type, head)));
            case PORT -> fire(ctx, new Message.Port(head.readUnsignedShort()));
            case SUGGEST_PIECE -> fire(ctx, new Message.SuggestPiece(readPiece(type, head)));
            case HAVE_ALL -> fire(ctx, new Message.HaveAll());
            case HAVE_NONE -> fire(ctx, new Message.HaveNone());
            case REJECT_REQUEST -> fire(ctx, new Message.RejectRequest(readBlock(type, head)));
            case ALLOWED_FAST -> fire(ctx, new Message.AllowedFast(readPiece(type, head)));
            case EXTENDED -> {
                int extension = head.readUnsignedByte();
                decodePayload(ctx, in, size, sliceable, data -> new Message.Extended(extension, data));
            }
        }
    }

    private void decodePayload(
            ChannelHandlerContext ctx, ByteBuf in, int size, boolean sliceable, Function<ByteBuf, Message> completion) {
        if (in.readableBytes() < size) {
            int received = Math.max(in.readableBytes(), Math.min(size, Block.SIZE));
            partial = new Partial(ctx.alloc().ioBuffer(received, size), completion);
            gather(ctx, partial, in);
        } else if (sliceable) {
            fire(ctx, completion.apply(in.readSlice(size).retain()));
        } else {
            fire(ctx, completion.apply(ctx.alloc().ioBuffer(size, size).writeBytes(in, size)));
        }
    }

    private void gather(ChannelHandlerContext ctx, Partial frame, ByteBuf in) {
        ByteBuf payload = frame.payload;
        payload.writeBytes(in, Math.min(payload.maxWritableBytes(), in.readableBytes()));
        if (payload.maxWritableBytes() == 0) {
            partial = null;
            fire(ctx, frame.completion.apply(payload));
        }
    }

    private void fire(ChannelHandlerContext ctx, Message message) {
        unknownInRow = 0;
        ctx.fireChannelRead(message);
    }

    private void skipUnknown(int id, int body) {
        if (++unknownInRow > MAX_UNKNOWN) {
            throw BitTorrentException.malformed(
                    "message: more than %d of unknown kinds in a row, the last with id %d".formatted(MAX_UNKNOWN, id));
        }
        unknownToSkip = body;
    }

    private static Message bitfield(ByteBuf payload) {
        try {
            return new Message.Bitfield(ByteBufUtil.getBytes(payload));
        } finally {
            payload.release();
        }
    }

    private static int readPiece(MessageType type, ByteBuf head) {
        int piece = head.readInt();
        if (piece < 0) {
            throw BitTorrentException.malformed(
                    "%s message: piece %s is out of range".formatted(type, Integer.toUnsignedString(piece)));
        }
        return piece;
    }

    private static Block readBlock(MessageType type, ByteBuf head) {
        return block(type, head.readInt(), head.readInt(), head.readInt());
    }

    private static Block block(MessageType type, int piece, int offset, int length) {
        try {
            return new Block(piece, offset, length);
        } catch (BitTorrentException e) {
            throw new BitTorrentException(e.reason(), "%s message: %s".formatted(type, e.getMessage()), e);
        }
    }

    /**
     * A frame under way.
     *
     * @param payload what has arrived; its maximum capacity is the length of the whole
     * @param completion makes the message of the whole payload, taking it over
     */
    private record Partial(ByteBuf payload, Function<ByteBuf, Message> completion) {}
}
