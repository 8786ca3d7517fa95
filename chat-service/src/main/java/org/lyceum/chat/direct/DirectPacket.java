package org.lyceum.chat.direct;

import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/** What two nodes say to each other about direct messages, {@code /lyceum/direct/1}: version, kind, list. */
public sealed interface DirectPacket {

    int MAX_EVENTS = 8;

    /** The most bytes of {@link #encode}. */
    int MAX_BYTES = MAX_EVENTS * SignedEvent.MAX_BYTES + 16;

    int VERSION = 1;

    /** The lengths of content and signature. */
    int MIN_EVENT_BYTES = 6;

    /** Of the sender's people to the receiver's. */
    record Letters(List<SignedEvent> events) implements DirectPacket {
        public Letters {
            events = List.copyOf(events);
        }
    }

    /** The sender keeps these. */
    record Arrived(List<EventId> events) implements DirectPacket {
        public Arrived {
            events = List.copyOf(events);
        }
    }

    static byte[] encode(DirectPacket packet) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        switch (packet) {
            case Letters it -> out.u8(1).list(it.events(), (bytes, event) -> event.write(bytes));
            case Arrived it -> out.u8(2).list(it.events(), EventId::write);
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote; signatures are not checked.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    static DirectPacket decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, DirectPacket::read);
    }

    private static DirectPacket read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Letters(in.list(MAX_EVENTS, MIN_EVENT_BYTES, () -> SignedEvent.read(in)));
            case 2 -> new Arrived(in.list(MAX_EVENTS, EventId.BYTES, () -> EventId.read(in)));
            default -> throw new MalformedMessageException("kind %d is unknown".formatted(kind));
        };
    }
}
