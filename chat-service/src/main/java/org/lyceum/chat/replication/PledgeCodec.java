package org.lyceum.chat.replication;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;

/** {@link Pledge} as bytes. */
public final class PledgeCodec {

    private static final int MAX_BYTES = 256;

    private PledgeCodec() {}

    public static byte[] encode(Pledge pledge) {
        ByteWriter out = new ByteWriter();
        RoomMessageCodec.lineage(out, pledge.lineage()).i64(pledge.epoch());
        PeerId vote = pledge.vote();
        out.flag(vote != null);
        if (vote != null) {
            out.peer(vote);
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws org.lyceum.overlay.codec.MalformedMessageException when it is nothing such
     */
    public static Pledge decode(byte[] bytes) {
        return ByteReader.readAll(
                bytes,
                MAX_BYTES,
                in -> new Pledge(RoomMessageCodec.lineage(in), in.i64(), in.flag() ? in.peer() : null));
    }
}
