package org.lyceum.overlay.channel.yamux;

import io.netty.buffer.ByteBuf;

/** What happens to a stream. */
public interface StreamEvents {

    /** Bytes of the other end, which the callee copies or retains, and sooner or later reports as consumed. */
    void received(ByteBuf bytes);

    /** The other end will send no more. */
    void remoteFinished();

    /** The other end has given the stream up; it exists no more. */
    void reset();

    /** So many of the bytes that were to be sent have left. */
    void sent(int bytes);
}
