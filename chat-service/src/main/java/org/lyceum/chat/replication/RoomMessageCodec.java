package org.lyceum.chat.replication;

import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.RoomMessage.Append;
import org.lyceum.chat.replication.RoomMessage.Appended;
import org.lyceum.chat.replication.RoomMessage.Fetch;
import org.lyceum.chat.replication.RoomMessage.Fetched;
import org.lyceum.chat.replication.RoomMessage.Handover;
import org.lyceum.chat.replication.RoomMessage.Known;
import org.lyceum.chat.replication.RoomMessage.Refused;
import org.lyceum.chat.replication.RoomMessage.Seek;
import org.lyceum.chat.replication.RoomMessage.Submit;
import org.lyceum.chat.replication.RoomMessage.Vote;
import org.lyceum.chat.replication.RoomMessage.VoteRequest;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/** {@link RoomMessage} as bytes: version, type, fields. */
public final class RoomMessageCodec {

    /** Room for a batch of entries and one more event. */
    public static final int MAX_BYTES = 512 * 1024;

    private static final int VERSION = 1;
    private static final int MAX_ENTRIES = 8_192;

    /** Epoch, seq and kind. */
    private static final int MIN_ENTRY_BYTES = 17;

    /** The lengths of content and signature. */
    private static final int MIN_EVENT_BYTES = 6;

    private RoomMessageCodec() {}

    public static byte[] encode(RoomMessage message) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        switch (message) {
            case Seek m -> out.u8(1).flag(m.mayLead());
            case Known m -> lineage(out.u8(2), m.lineage());
            case Append m -> {
                lineage(out.u8(3), m.lineage()).i64(m.epoch());
                position(out, m.previous()).i64(m.committed()).list(m.entries(), RoomMessageCodec::entry);
            }
            case Appended m ->
                lineage(out.u8(4), m.lineage())
                        .i64(m.epoch())
                        .i64(m.store())
                        .flag(m.matched())
                        .i64(m.seq());
            case VoteRequest m -> lineage(out.u8(5), m.lineage()).i64(m.epoch()).flag(m.trial());
            case Vote m -> {
                lineage(out.u8(6), m.lineage()).i64(m.epoch()).flag(m.trial()).flag(m.granted());
                position(out.i64(m.store()), m.last());
            }
            case Fetch m -> lineage(out.u8(7), m.lineage()).i64(m.epoch()).i64(m.after());
            case Fetched m -> {
                lineage(out.u8(8), m.lineage()).i64(m.epoch());
                position(out, m.previous()).list(m.entries(), RoomMessageCodec::entry);
            }
            case Submit m -> lineage(out.u8(9), m.lineage()).list(m.events(), (bytes, event) -> event.write(bytes));
            case Refused m -> {
                EventId.write(lineage(out.u8(10), m.lineage()), m.event());
                out.text(m.reason());
            }
            case Handover m -> lineage(out.u8(11), m.lineage()).i64(m.epoch());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote; signatures are not checked.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    public static RoomMessage decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, RoomMessageCodec::read);
    }

    private static RoomMessage read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        int type = in.u8();
        return switch (type) {
            case 1 -> new Seek(in.flag());
            case 2 -> new Known(lineage(in));
            case 3 -> append(in);
            case 4 -> new Appended(lineage(in), number(in), in.i64(), in.flag(), number(in));
            case 5 -> new VoteRequest(lineage(in), number(in), in.flag());
            case 6 -> new Vote(lineage(in), number(in), in.flag(), in.flag(), in.i64(), position(in));
            case 7 -> new Fetch(lineage(in), number(in), number(in));
            case 8 -> new Fetched(lineage(in), number(in), position(in), entries(in));
            case 9 -> new Submit(lineage(in), in.list(MAX_ENTRIES, MIN_EVENT_BYTES, () -> SignedEvent.read(in)));
            case 10 -> new Refused(lineage(in), EventId.read(in), in.text(Refused.MAX_REASON_BYTES));
            case 11 -> new Handover(lineage(in), number(in));
            default -> throw new MalformedMessageException("type %d is unknown".formatted(type));
        };
    }

    private static Append append(ByteReader in) {
        Lineage lineage = lineage(in);
        long epoch = number(in);
        Position previous = position(in);
        long committed = number(in);
        return new Append(lineage, epoch, previous, entries(in), committed);
    }

    /** An epoch or a seq. The highest epochs are left out: whoever entered one could never enter another. */
    private static long number(ByteReader in) {
        long number = in.i64();
        if (number < 0 || number > Position.MAX) {
            throw new MalformedMessageException("epoch or seq %d is out of range".formatted(number));
        }
        return number;
    }

    static ByteWriter lineage(ByteWriter out, Lineage lineage) {
        Founding founding = lineage.founding();
        return out.i64(founding.at())
                .peer(founding.founder())
                .i64(founding.nonce())
                .flag(lineage.established());
    }

    static Lineage lineage(ByteReader in) {
        return new Lineage(new Founding(in.i64(), in.peer(), in.i64()), in.flag());
    }

    private static ByteWriter position(ByteWriter out, Position position) {
        return out.i64(position.epoch()).i64(position.seq());
    }

    private static Position position(ByteReader in) {
        return new Position(in.i64(), in.i64());
    }

    private static void entry(ByteWriter out, Entry entry) {
        EntryCodec.write(position(out, entry.position()), entry.content());
    }

    private static List<Entry> entries(ByteReader in) {
        return in.list(MAX_ENTRIES, MIN_ENTRY_BYTES, () -> new Entry(position(in), EntryCodec.read(in)));
    }
}
