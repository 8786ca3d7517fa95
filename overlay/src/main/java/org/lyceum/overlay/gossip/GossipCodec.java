package org.lyceum.overlay.gossip;

import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.gossip.GossipMessage.Body;
import org.lyceum.overlay.gossip.GossipMessage.Offer;
import org.lyceum.overlay.gossip.GossipMessage.Offered;
import org.lyceum.overlay.gossip.GossipMessage.Request;

/** {@link GossipMessage} as bytes: version, type, fields. */
public final class GossipCodec {

    /** The largest body with the longest topic. */
    public static final int MAX_BYTES = Topic.MAX_CONTENT_BYTES + Topic.MAX_NAME_BYTES + 7;

    private static final int VERSION = 1;

    private GossipCodec() {}

    public static byte[] encode(GossipMessage message) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        return switch (message) {
            case Offer m -> out.u8(1).list(m.bodies(), GossipCodec::write).toBytes();
            case Request m -> out.u8(2).list(m.ids(), GossipCodec::write).toBytes();
            case Body m ->
                out.u8(3).u8(m.hops()).text(m.topic()).block(m.content()).toBytes();
        };
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    public static GossipMessage decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, GossipCodec::read);
    }

    private static GossipMessage read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        int type = in.u8();
        return switch (type) {
            case 1 ->
                new Offer(in.list(GossipMessage.MAX_IDS, GossipId.BYTES + 1, () -> new Offered(readId(in), in.u8())));
            case 2 -> new Request(in.list(GossipMessage.MAX_IDS, GossipId.BYTES, () -> readId(in)));
            case 3 -> new Body(in.u8(), in.text(Topic.MAX_NAME_BYTES), in.block(Topic.MAX_CONTENT_BYTES));
            default -> throw new MalformedMessageException("type %d is unknown".formatted(type));
        };
    }

    private static void write(ByteWriter out, GossipId id) {
        out.i64(id.high()).i64(id.low());
    }

    private static void write(ByteWriter out, Offered offered) {
        write(out, offered.id());
        out.u8(offered.hops());
    }

    private static GossipId readId(ByteReader in) {
        return new GossipId(in.i64(), in.i64());
    }
}
