package org.lyceum.chat.events;

import java.util.Arrays;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/**
 * An event as its author signed it. Kept as it came: to write it anew might change a byte and break the signature.
 *
 * @param id the name of {@code content}
 * @param event what {@code content} says
 * @param content the signed bytes, the only ones that say so
 * @param signature of the author's key over {@value #DOMAIN} and the content
 */
public record SignedEvent(EventId id, Event event, byte[] content, byte[] signature) {

    /** The most bytes of the content: the longest text, and room for all else. */
    public static final int MAX_CONTENT_BYTES = Body.MAX_TEXT_BYTES + 2 * 1024;

    /** Bytes of both lengths. */
    private static final int LENGTHS = 6;

    /** The most bytes of {@link #encode}. */
    public static final int MAX_BYTES = MAX_CONTENT_BYTES + Signatures.MAX_BYTES + LENGTHS;

    /** For signatures of events and of nothing else. */
    static final String DOMAIN = "lyceum-room-event:";

    /** Signs an event of this node's own. */
    public static SignedEvent sign(Event event, Signatures signatures) {
        byte[] content = EventCodec.encode(event);
        return new SignedEvent(EventId.of(content), event, content, signatures.sign(DOMAIN, content));
    }

    /**
     * An event that came in two parts; the signature is not checked.
     *
     * @throws MalformedMessageException when the content is none, or not in its one form
     */
    public static SignedEvent of(byte[] content, byte[] signature) {
        if (content.length > MAX_CONTENT_BYTES || signature.length > Signatures.MAX_BYTES) {
            throw new MalformedMessageException("%d bytes and a signature of %d, at most %d and %d are allowed"
                    .formatted(content.length, signature.length, MAX_CONTENT_BYTES, Signatures.MAX_BYTES));
        }
        return new SignedEvent(EventId.of(content), EventCodec.decode(content), content, signature);
    }

    /** Whether its author has signed it. */
    public boolean isGenuine(Signatures signatures) {
        return signatures.isSignedBy(author(), DOMAIN, content, signature);
    }

    public PeerId author() {
        return event.author().peer();
    }

    public RoomName room() {
        return event.room();
    }

    /**
     * Reads what {@link #encode} wrote; the signature is not checked.
     *
     * @throws MalformedMessageException when the bytes are no event, or not in its one form
     */
    public static SignedEvent decode(byte[] bytes) {
        return ByteReader.readAll(bytes, MAX_BYTES, SignedEvent::read);
    }

    /** How many bytes {@link #encode} makes. */
    public int bytes() {
        return content.length + signature.length + LENGTHS;
    }

    /** Length of the content in four bytes, content, length of the signature in two, signature. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    public void write(ByteWriter out) {
        out.i32(content.length).raw(content).block(signature);
    }

    public static SignedEvent read(ByteReader in) {
        byte[] content = EventCodec.longBlock(in, MAX_CONTENT_BYTES);
        return new SignedEvent(
                EventId.of(content), EventCodec.decode(content), content, in.block(Signatures.MAX_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedEvent that
                && id.equals(that.id)
                && Arrays.equals(content, that.content)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "%s of %s in %s"
                .formatted(
                        event.body().getClass().getSimpleName(), event.author().name(), room());
    }
}
