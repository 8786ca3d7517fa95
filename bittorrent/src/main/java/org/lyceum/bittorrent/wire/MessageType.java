package org.lyceum.bittorrent.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;

/** The shape of each message on the wire: its id, its fields, and what may follow them. */
enum MessageType {
    CHOKE(0, 0),
    UNCHOKE(1, 0),
    INTERESTED(2, 0),
    NOT_INTERESTED(3, 0),
    HAVE(4, 4),
    BITFIELD(5, 0, 0, Integer.MAX_VALUE),
    REQUEST(6, 12),
    PIECE(7, 8, 1, Block.MAX_LENGTH),
    CANCEL(8, 12),
    PORT(9, 2),
    SUGGEST_PIECE(13, 4),
    HAVE_ALL(14, 0),
    HAVE_NONE(15, 0),
    REJECT_REQUEST(16, 12),
    ALLOWED_FAST(17, 4),
    EXTENDED(20, 1, 0, Integer.MAX_VALUE);

    /** The longest frame that has no payload: the length, the id and the fields of a request. */
    static final int MAX_HEADER = 17;

    private static final @Nullable MessageType[] BY_ID = new @Nullable MessageType[EXTENDED.id + 1];

    static {
        for (MessageType type : values()) {
            BY_ID[type.id] = type;
        }
    }

    /** The byte after the length. */
    final int id;

    /** Bytes of the fixed fields after the id. */
    final int fields;

    private final int minPayload;
    private final int maxPayload;

    MessageType(int id, int fields) {
        this(id, fields, 0, 0);
    }

    MessageType(int id, int fields, int minPayload, int maxPayload) {
        this.id = id;
        this.fields = fields;
        this.minPayload = minPayload;
        this.maxPayload = maxPayload;
    }

    /** The message with this id, or null for one that we do not know. */
    static @Nullable MessageType of(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    /** Refuses a frame length that this message cannot have. */
    void checkLength(int length) {
        int payload = length - 1 - fields;
        if (payload < minPayload || payload > maxPayload) {
            throw BitTorrentException.malformed(
                    "%s message: length %d, expected %s".formatted(this, length, expectedLength()));
        }
    }

    private String expectedLength() {
        int shortest = 1 + fields + minPayload;
        if (minPayload == maxPayload) {
            return Integer.toString(shortest);
        }
        return maxPayload == Integer.MAX_VALUE
                ? "at least " + shortest
                : "%d to %d".formatted(shortest, 1 + fields + maxPayload);
    }

    /** The name of the message as the BEPs spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
