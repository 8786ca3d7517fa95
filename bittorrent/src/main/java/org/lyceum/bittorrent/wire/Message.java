package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import org.lyceum.bittorrent.Block;

/**
 * What peers say to each other after the handshake: BEP 3, the Fast extension (BEP 6) and the frame of the extension
 * protocol (BEP 10).
 *
 * <p>{@link Piece} and {@link Extended} own a buffer: whoever receives one releases it, and writing one gives it away.
 */
public sealed interface Message {

    record KeepAlive() implements Message {}

    record Choke() implements Message {}

    record Unchoke() implements Message {}

    record Interested() implements Message {}

    record NotInterested() implements Message {}

    /** The sender has verified this piece. */
    record Have(int piece) implements Message {}

    /** Every piece that the sender has, in the form of {@link org.lyceum.bittorrent.BitField#toBytes()}. */
    record Bitfield(byte[] bits) implements Message {}

    record Request(Block block) implements Message {}

    /**
     * A block.
     *
     * @param piece index of the piece, from 0
     * @param offset first byte inside the piece
     * @param data the bytes, 1 to {@link Block#MAX_LENGTH}, owned by this message
     */
    record Piece(int piece, int offset, ByteBuf data) implements Message {

        /** Where the data belong. */
        public Block block() {
            return new Block(piece, offset, data.readableBytes());
        }
    }

    record Cancel(Block block) implements Message {}

    /** The UDP port of the sender's DHT node (BEP 5). */
    record Port(int port) implements Message {}

    /** A piece worth asking the sender for (BEP 6). */
    record SuggestPiece(int piece) implements Message {}

    /** The sender has every piece (BEP 6). */
    record HaveAll() implements Message {}

    /** The sender has no piece (BEP 6). */
    record HaveNone() implements Message {}

    /** The sender will not answer this request (BEP 6). */
    record RejectRequest(Block block) implements Message {}

    /** A piece that the sender serves even to those it chokes (BEP 6). */
    record AllowedFast(int piece) implements Message {}

    /**
     * A message of an extension (BEP 10).
     *
     * @param id 0 for {@link ExtensionHandshake}, else the number that the receiver gave the extension in its own
     * @param payload the rest of the message, owned by it
     */
    record Extended(int id, ByteBuf payload) implements Message {}
}
