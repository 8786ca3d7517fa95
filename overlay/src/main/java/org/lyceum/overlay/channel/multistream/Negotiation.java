package org.lyceum.overlay.channel.multistream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * One end of a negotiation. A line is an unsigned varint, which counts the newline too, the text and a newline. The
 * dialler sends its header and its first offer at once.
 */
public final class Negotiation {

    /** The most bytes of a line behind its length. */
    public static final int MAX_LINE = 1_024;

    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";

    /** Names that a dialler may try before it is given up. */
    private static final int MAX_OFFERS = 32;

    private final @Nullable List<String> offers;
    private final Predicate<String> supported;
    private boolean headerRead;
    private int offered;
    private @Nullable String selected;

    private Negotiation(@Nullable List<String> offers, Predicate<String> supported) {
        this.offers = offers;
        this.supported = supported;
    }

    /**
     * The end that wants a protocol.
     *
     * @param offers the preferred first, at least one
     */
    public static Negotiation dialler(List<String> offers) {
        return new Negotiation(List.copyOf(offers), offers::contains);
    }

    /** The end that is asked. */
    public static Negotiation listener(Predicate<String> supported) {
        return new Negotiation(null, supported);
    }

    /** What is to be sent before anything is received. */
    public byte[] greeting() {
        ProtobufWriter out = new ProtobufWriter();
        write(out, HEADER);
        if (offers != null) {
            write(out, offers.get(0));
        }
        return out.toBytes();
    }

    /**
     * Reads lines until a protocol is selected, and none of the bytes behind: they are the protocol's.
     *
     * @return what is to be sent in turn, often nothing
     * @throws OverlayException {@code UNSUPPORTED} when the ends have no protocol in common, {@code PROTOCOL_VIOLATION}
     *     when the other end does not speak multistream-select
     */
    public byte[] receive(ByteBuf in) {
        ProtobufWriter out = new ProtobufWriter();
        while (selected == null) {
            String line = readLine(in);
            if (line == null) {
                break;
            }
            if (!headerRead) {
                if (!line.equals(HEADER)) {
                    throw violation("the line '%s' where %s belongs".formatted(line, HEADER));
                }
                headerRead = true;
            } else if (offers != null) {
                answered(offers, line, out);
            } else {
                asked(line, out);
            }
        }
        return out.toBytes();
    }

    private void answered(List<String> wanted, String line, ProtobufWriter out) {
        if (line.equals(wanted.get(offered))) {
            selected = line;
        } else if (!line.equals(NOT_AVAILABLE)) {
            throw violation("the answer '%s' to the offer %s".formatted(line, wanted.get(offered)));
        } else if (++offered == wanted.size()) {
            throw new OverlayException(Reason.UNSUPPORTED, "the other end does not speak " + String.join(", ", wanted));
        } else {
            write(out, wanted.get(offered));
        }
    }

    private void asked(String line, ProtobufWriter out) {
        if (supported.test(line)) {
            selected = line;
            write(out, line);
        } else if (++offered == MAX_OFFERS) {
            throw new OverlayException(
                    Reason.UNSUPPORTED, "none of %d offers is spoken here, the last was %s".formatted(offered, line));
        } else {
            write(out, NOT_AVAILABLE);
        }
    }

    /** What was agreed on, as soon as it is. */
    public Optional<String> selected() {
        return Optional.ofNullable(selected);
    }

    private static @Nullable String readLine(ByteBuf in) {
        int start = in.readerIndex();
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            if (!in.isReadable()) {
                in.readerIndex(start);
                return null;
            }
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (length > MAX_LINE || shift > 7) {
                throw violation("a line of more than %d bytes".formatted(MAX_LINE));
            }
            if (next < 0x80) {
                break;
            }
        }
        if (in.readableBytes() < length) {
            in.readerIndex(start);
            return null;
        }
        String line = in.readString(length, StandardCharsets.UTF_8);
        if (!line.endsWith("\n")) {
            throw violation("a line without its newline");
        }
        return line.substring(0, line.length() - 1);
    }

    private static void write(ProtobufWriter out, String line) {
        out.bare((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static OverlayException violation(String detail) {
        return new OverlayException(Reason.PROTOCOL_VIOLATION, "multistream-select: " + detail);
    }
}
