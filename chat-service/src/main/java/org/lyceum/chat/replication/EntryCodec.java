package org.lyceum.chat.replication;

import java.util.List;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/** {@link Entry.Content} as bytes: kind, fields. */
public final class EntryCodec {

    /** The most bytes of {@link #encode}. */
    public static final int MAX_BYTES = 1 + SignedEvent.MAX_BYTES;

    private static final int VOTER_BYTES = PeerId.KEY_BYTES + 9;

    private EntryCodec() {}

    public static byte[] encode(Entry.Content content) {
        ByteWriter out = new ByteWriter();
        write(out, content);
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote; signatures are not checked.
     *
     * @throws MalformedMessageException when the bytes are no content of an entry
     */
    public static Entry.Content decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, EntryCodec::read);
    }

    static void write(ByteWriter out, Entry.Content content) {
        switch (content) {
            case Entry.Posted posted -> posted.event().write(out.u8(1));
            case Entry.Voters voters ->
                out.u8(2)
                        .list(voters.configuration().voters(), EntryCodec::voter)
                        .list(voters.configuration().outgoing(), EntryCodec::voter);
            case Entry.Expired expired -> EventId.write(out.u8(3), expired.event());
        }
    }

    static Entry.Content read(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Entry.Posted(SignedEvent.read(in));
            case 2 -> new Entry.Voters(new Configuration(voters(in), voters(in)));
            case 3 -> new Entry.Expired(EventId.read(in));
            default -> throw new MalformedMessageException("entry of the unknown kind %d".formatted(kind));
        };
    }

    private static void voter(ByteWriter out, Voter voter) {
        out.peer(voter.peer()).i64(voter.store()).flag(voter.mayLead());
    }

    private static List<Voter> voters(ByteReader in) {
        return in.list(Configuration.MAX_VOTERS, VOTER_BYTES, () -> new Voter(in.peer(), in.i64(), in.flag()));
    }
}
