package org.lyceum.overlay.channel.yamux;

import io.netty.buffer.ByteBuf;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * The header of a frame: version, type, flags, stream, length; 12 bytes, big-endian.
 *
 * @param streamId 0 for the session, else unsigned 32 bits
 * @param length bytes that follow a {@link #DATA}, else a value; unsigned 32 bits
 */
record Frame(int type, int flags, long streamId, long length) {

    static final int HEADER_BYTES = 12;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    private static final int VERSION = 0;

    static Frame read(ByteBuf in) {
        int version = in.readUnsignedByte();
        int type = in.readUnsignedByte();
        Frame frame = new Frame(type, in.readUnsignedShort(), in.readUnsignedInt(), in.readUnsignedInt());
        if (version != VERSION) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "yamux: version %d, not 0".formatted(version));
        }
        if (type > GO_AWAY || (type >= PING) != (frame.streamId == 0)) {
            throw new OverlayException(
                    Reason.PROTOCOL_VIOLATION,
                    "yamux: a frame of type %d on stream %d".formatted(type, frame.streamId));
        }
        return frame;
    }

    void write(ByteBuf out) {
        out.writeByte(VERSION);
        out.writeByte(type);
        out.writeShort(flags);
        out.writeInt((int) streamId);
        out.writeInt((int) length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
