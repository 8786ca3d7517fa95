package org.lyceum.chat.feed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * WebSocket text frames of a server as bytes (RFC 6455, section 5.2). A server does not mask, so that one encoding
 * serves every reader.
 */
public final class TextFrame {

    private static final int FIN_AND_TEXT = 0x81;
    private static final int LONGEST_SHORT = 125;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;

    private TextFrame() {}

    /** A frame of this text, in UTF-8, outside of the heap; the caller releases it. */
    public static ByteBuf of(byte[] text) {
        ByteBuf frame = Unpooled.directBuffer(headerBytes(text.length) + text.length);
        return writeHeader(frame, text.length).writeBytes(text);
    }

    static int headerBytes(int payload) {
        return payload <= LONGEST_SHORT ? 2 : payload <= 0xFFFF ? 4 : 10;
    }

    static ByteBuf writeHeader(ByteBuf out, int payload) {
        out.writeByte(FIN_AND_TEXT);
        if (payload <= LONGEST_SHORT) {
            return out.writeByte(payload);
        }
        return payload <= 0xFFFF
                ? out.writeByte(TWO_BYTES_FOLLOW).writeShort(payload)
                : out.writeByte(EIGHT_BYTES_FOLLOW).writeLong(payload);
    }
}
