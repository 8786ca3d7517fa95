package org.lyceum.overlay.membership;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.membership.MembershipMessage.Goodbye;
import org.lyceum.overlay.membership.MembershipMessage.GoodbyeReply;
import org.lyceum.overlay.membership.MembershipMessage.LinkReply;
import org.lyceum.overlay.membership.MembershipMessage.LinkRequest;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;
import org.lyceum.overlay.membership.MembershipMessage.Register;
import org.lyceum.overlay.membership.MembershipMessage.Registered;
import org.lyceum.overlay.membership.MembershipMessage.RegistrationRefused;
import org.lyceum.overlay.membership.MembershipMessage.Report;
import org.lyceum.overlay.membership.MembershipMessage.ReportReceived;
import org.lyceum.overlay.membership.MembershipMessage.Unregister;

/** {@link MembershipMessage} as bytes: version, type, fields. */
public final class MembershipCodec {

    /** Room for the longest list of contacts with the longest addresses. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int VERSION = 1;

    /** Key, incarnation, count of addresses, and one address with a host of one byte. */
    private static final int CONTACT_BYTES = 47;

    private MembershipCodec() {}

    public static byte[] encode(MembershipMessage message) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        return switch (message) {
            case Register m ->
                out.u8(1)
                        .i64(m.token())
                        .contact(m.contact())
                        .list(m.neighbours(), ByteWriter::peer)
                        .u16(m.wanted())
                        .toBytes();
            case Registered m ->
                out.u8(2)
                        .i64(m.token())
                        .i64(m.buried())
                        .flag(m.watched())
                        .list(m.peers(), ByteWriter::contact)
                        .toBytes();
            case RegistrationRefused m ->
                out.u8(3).i64(m.token()).text(m.reason()).toBytes();
            case Unregister m -> out.u8(4).i64(m.token()).toBytes();
            case LinkRequest m -> out.u8(5).i64(m.token()).contact(m.contact()).toBytes();
            case LinkReply m ->
                out.u8(6)
                        .i64(m.token())
                        .flag(m.accepted())
                        .list(m.others(), ByteWriter::contact)
                        .toBytes();
            case Probe m -> out.u8(7).i64(m.token()).flag(m.asNeighbour()).toBytes();
            case ProbeReply m ->
                out.u8(8).i64(m.token()).flag(m.linked()).i64(m.incarnation()).toBytes();
            case Report m ->
                out.u8(9).i64(m.token()).peer(m.accused()).i64(m.incarnation()).toBytes();
            case ReportReceived m -> out.u8(10).i64(m.token()).toBytes();
            case Goodbye m -> out.u8(11).i64(m.token()).flag(m.leaving()).toBytes();
            case GoodbyeReply m -> out.u8(12).i64(m.token()).flag(m.accepted()).toBytes();
        };
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    public static MembershipMessage decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, MembershipCodec::read);
    }

    private static MembershipMessage read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        int type = in.u8();
        long token = in.i64();
        return switch (type) {
            case 1 ->
                new Register(
                        token,
                        in.contact(),
                        in.list(MembershipMessage.MAX_NEIGHBOURS, PeerId.KEY_BYTES, in::peer),
                        in.u16());
            case 2 ->
                new Registered(
                        token,
                        in.i64(),
                        in.flag(),
                        in.list(MembershipMessage.MAX_CONTACTS, CONTACT_BYTES, in::contact));
            case 3 -> new RegistrationRefused(token, in.text(RegistrationRefused.MAX_REASON_BYTES));
            case 4 -> new Unregister(token);
            case 5 -> new LinkRequest(token, in.contact());
            case 6 ->
                new LinkReply(token, in.flag(), in.list(MembershipMessage.MAX_CONTACTS, CONTACT_BYTES, in::contact));
            case 7 -> new Probe(token, in.flag());
            case 8 -> new ProbeReply(token, in.flag(), in.i64());
            case 9 -> new Report(token, in.peer(), in.i64());
            case 10 -> new ReportReceived(token);
            case 11 -> new Goodbye(token, in.flag());
            case 12 -> new GoodbyeReply(token, in.flag());
            default -> throw new MalformedMessageException("type %d is unknown".formatted(type));
        };
    }
}
