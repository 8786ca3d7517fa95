package org.lyceum.chat.hosting;

import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.replication.RoomMessage;
import org.lyceum.chat.replication.RoomMessageCodec;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/** A message of {@code /lyceum/room/1}: version, room, kind, and for the first kind a message of the room's log. */
sealed interface RoomEnvelope {

    int MAX_BYTES = RoomMessageCodec.MAX_BYTES + 512;

    int VERSION = 1;

    RoomName room();

    record OfLog(RoomName room, RoomMessage message) implements RoomEnvelope {}

    /** Somebody at the sender's node writes just now. */
    record Typing(RoomName room) implements RoomEnvelope {}

    static byte[] encode(RoomEnvelope envelope) {
        ByteWriter out = new ByteWriter().u8(VERSION).text(envelope.room().key());
        switch (envelope) {
            case OfLog of -> {
                byte[] message = RoomMessageCodec.encode(of.message());
                out.u8(1).i32(message.length).raw(message);
            }
            case Typing _ -> out.u8(2);
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    static RoomEnvelope decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, RoomEnvelope::read);
    }

    private static RoomEnvelope read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        RoomName room = new RoomName(in.text(RoomName.MAX_BYTES));
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new OfLog(room, RoomMessageCodec.decode(in.raw(length(in))));
            case 2 -> new Typing(room);
            default -> throw new MalformedMessageException("kind %d is unknown".formatted(kind));
        };
    }

    private static int length(ByteReader in) {
        int length = in.i32();
        if (length < 0 || length > RoomMessageCodec.MAX_BYTES) {
            throw new MalformedMessageException("a message of %s bytes".formatted(Integer.toUnsignedString(length)));
        }
        return length;
    }
}
