package org.lyceum.overlay.directory;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.directory.DirectoryMessage.Records;
import org.lyceum.overlay.directory.DirectoryMessage.Summary;
import org.lyceum.overlay.directory.DirectoryMessage.Version;
import org.lyceum.overlay.directory.DirectoryMessage.Want;

/** {@link DirectoryMessage} as bytes: version, type, fields. */
public final class DirectoryCodec {

    /** The most records, each as large as may be. */
    public static final int MAX_BYTES =
            DirectoryMessage.MAX_RECORDS * (SignedRecord.MAX_BYTES + Signatures.MAX_BYTES + 4) + 4;

    private static final int VERSION = 1;

    private DirectoryCodec() {}

    public static byte[] encode(DirectoryMessage message) {
        ByteWriter out = new ByteWriter().u8(VERSION);
        return switch (message) {
            case Summary m ->
                out.u8(1)
                        .list(
                                m.versions(),
                                (to, version) -> to.peer(version.peer()).i64(version.sequence()))
                        .toBytes();
            case Want m -> out.u8(2).list(m.peers(), ByteWriter::peer).toBytes();
            case Records m ->
                out.u8(3).list(m.records(), (to, record) -> record.write(to)).toBytes();
        };
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedMessageException when the bytes are no message of this version
     */
    public static DirectoryMessage decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, DirectoryCodec::read);
    }

    private static DirectoryMessage read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("version %d, expected %d".formatted(version, VERSION));
        }
        int type = in.u8();
        return switch (type) {
            case 1 ->
                new Summary(in.list(
                        DirectoryMessage.MAX_VERSIONS,
                        PeerId.KEY_BYTES + Long.BYTES,
                        () -> new Version(in.peer(), in.i64())));
            case 2 -> new Want(in.list(DirectoryMessage.MAX_WANTED, PeerId.KEY_BYTES, in::peer));
            case 3 -> new Records(in.list(DirectoryMessage.MAX_RECORDS, 4, () -> SignedRecord.read(in)));
            default -> throw new MalformedMessageException("type %d is unknown".formatted(type));
        };
    }
}
