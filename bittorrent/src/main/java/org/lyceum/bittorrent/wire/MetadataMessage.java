package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeEncoder;
import org.lyceum.bittorrent.bencode.BencodeInteger;

/**
 * The payload of a {@code ut_metadata} message, by which peers pass on an info dictionary (BEP 9): a dictionary, and
 * behind it the bytes of a piece.
 */
public sealed interface MetadataMessage {

    /** The name under which {@link ExtensionHandshake#messages()} lists it. */
    String EXTENSION = "ut_metadata";

    /** Bytes of each piece but the last. */
    int PIECE_LENGTH = 16 * 1024;

    /** The longest info dictionary that we take, in bytes. */
    int MAX_TOTAL_SIZE = 30 * 1024 * 1024;

    record Request(int piece) implements MetadataMessage {}

    /**
     * A piece of the info dictionary. Encoding gives {@code data} away; those of a decoded message are a part of its
     * payload and live as long as that.
     *
     * @param totalSize bytes of the whole dictionary
     */
    record Data(int piece, int totalSize, ByteBuf data) implements MetadataMessage {}

    /** The sender does not have the piece. */
    record Reject(int piece) implements MetadataMessage {}

    /** The payload of the message. */
    default ByteBuf encode() {
        return switch (this) {
            case Request(int piece) -> encode(header(0, piece));
            case Data(int piece, int totalSize, ByteBuf data) ->
                Unpooled.wrappedBuffer(encode(header(1, piece).put("total_size", totalSize)), data);
            case Reject(int piece) -> encode(header(2, piece));
        };
    }

    /**
     * Reads a payload, which the caller keeps and releases. Empty for a message of a later type than BEP 9 knows, which
     * it asks to ignore.
     *
     * @throws BitTorrentException when a field is missing or out of range, or the data are not as long as the piece is
     */
    static Optional<MetadataMessage> decode(ByteBuf payload) {
        // three integers; some clients add a field or two
        BencodedPayload start = BencodedPayload.read("metadata message", payload, 1024);
        BencodeDictionary header = start.dictionary();
        return switch (field(header, "msg_type", Integer.MAX_VALUE)) {
            case 0 -> Optional.of(new Request(field(header, "piece", Integer.MAX_VALUE)));
            case 1 -> Optional.of(data(header, payload, start.length()));
            case 2 -> Optional.of(new Reject(field(header, "piece", Integer.MAX_VALUE)));
            default -> Optional.empty();
        };
    }

    private static Data data(BencodeDictionary header, ByteBuf payload, int headerLength) {
        int totalSize = field(header, "total_size", MAX_TOTAL_SIZE);
        int piece = field(header, "piece", (totalSize - 1) / PIECE_LENGTH);
        int expected = Math.min(PIECE_LENGTH, totalSize - piece * PIECE_LENGTH);
        int found = payload.readableBytes() - headerLength;
        if (found != expected) {
            throw BitTorrentException.malformed(
                    "metadata message: %d bytes of data, expected %d for piece %d of %d bytes"
                            .formatted(found, expected, piece, totalSize));
        }
        return new Data(piece, totalSize, payload.slice(payload.readerIndex() + headerLength, found));
    }

    private static int field(BencodeDictionary header, String key, int max) {
        if (!(header.get(key) instanceof BencodeInteger(long value, int offset))) {
            throw BitTorrentException.malformed("metadata message: %s is not there as an integer".formatted(key));
        }
        if (value < 0 || value > max) {
            throw BitTorrentException.malformed(
                    "metadata message: %s %d is not from 0 to %d (at byte %d)".formatted(key, value, max, offset));
        }
        return (int) value;
    }

    private static BencodeDictionary.Builder header(int type, int piece) {
        return BencodeDictionary.builder().put("msg_type", type).put("piece", piece);
    }

    private static ByteBuf encode(BencodeDictionary.Builder header) {
        return Unpooled.wrappedBuffer(BencodeEncoder.encode(header.build()));
    }
}
