package org.lyceum.overlay.directory;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/**
 * A record as its node signed it. Kept as it came: to write it anew might change a byte and break the signature.
 *
 * @param record what {@code content} says
 * @param content the signed bytes
 */
public record SignedRecord(NodeRecord record, byte[] content, byte[] signature) {

    /** The longest content. */
    public static final int MAX_BYTES = 8 * 1024;

    private static final String DOMAIN = "lyceum-node-record:";
    private static final int VERSION = 2;

    /**
     * Signs this node's own record.
     *
     * @throws IllegalArgumentException when the record takes more than {@value #MAX_BYTES} bytes
     */
    public static SignedRecord sign(NodeRecord record, Signatures signatures) {
        byte[] content = write(record);
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "record of %s takes %d bytes, at most %d are allowed: name fewer services"
                            .formatted(record.peer(), content.length, MAX_BYTES));
        }
        return new SignedRecord(record, content, signatures.sign(DOMAIN, content));
    }

    /** Whether the node itself signed it. */
    public boolean isGenuine(Signatures signatures) {
        return signatures.isSignedBy(record.peer(), DOMAIN, content, signature);
    }

    /**
     * Reads what {@link #encode} wrote; the signature is not checked.
     *
     * @throws MalformedMessageException when the bytes are no record
     */
    public static SignedRecord decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES + Signatures.MAX_BYTES + 4, SignedRecord::read);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    void write(ByteWriter out) {
        out.block(content).block(signature);
    }

    static SignedRecord read(ByteReader in) {
        byte[] content = in.block(MAX_BYTES);
        byte[] signature = in.block(Signatures.MAX_BYTES);
        return new SignedRecord(ByteReader.readAll(content, MAX_BYTES, SignedRecord::readRecord), content, signature);
    }

    private static byte[] write(NodeRecord record) {
        return new ByteWriter()
                .u8(VERSION)
                .peer(record.peer())
                .text(record.name())
                .list(record.roles(), ByteWriter::text)
                .text(record.course())
                .list(
                        record.services(),
                        (out, service) -> out.text(service.name()).list(service.addresses(), ByteWriter::address))
                .list(record.taskTypes(), ByteWriter::text)
                .i32(record.capacity())
                .block(record.presentation().credentials())
                .i64(record.sequence())
                .i64(record.expires().toEpochMilli())
                .toBytes();
    }

    private static NodeRecord readRecord(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("record of version %d, expected %d".formatted(version, VERSION));
        }
        return new NodeRecord(
                in.peer(),
                in.text(NodeRecord.MAX_TEXT_BYTES),
                words(in, NodeRecord.MAX_ROLES),
                in.text(NodeRecord.MAX_TEXT_BYTES),
                in.list(
                        NodeRecord.MAX_SERVICES,
                        4,
                        () -> new Service(
                                in.text(NodeRecord.MAX_TEXT_BYTES), in.list(Service.MAX_ADDRESSES, 4, in::address))),
                words(in, NodeRecord.MAX_TASK_TYPES),
                in.i32(),
                new Presentation(in.block(Presentation.MAX_BYTES)),
                in.i64(),
                Instant.ofEpochMilli(in.i64()));
    }

    private static SortedSet<String> words(ByteReader in, int max) {
        return new TreeSet<>(in.list(max, 2, () -> in.text(NodeRecord.MAX_TEXT_BYTES)));
    }
}
