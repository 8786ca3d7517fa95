package org.lyceum.overlay.channel.yamux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What a session needs from the connection that carries it, and tells it. */
public interface YamuxEvents {

    /** Sends bytes to the other end after all that were sent before; the callee releases them. */
    void send(ByteBuf bytes);

    /** Whether the connection takes more data now; if not, {@link YamuxSession#pump} is to be called when it does. */
    boolean isWritable();

    /** Memory for a header. */
    ByteBuf allocate(int bytes);

    /** The other end has opened a stream. Null refuses it. */
    @Nullable
    StreamEvents opened(YamuxStream stream);

    /** The answer to {@link YamuxSession#ping}. */
    void pong(long value);

    /** The other end is about to leave: 0 as usual, 1 for a fault of this end, 2 for one of its own. */
    void goAway(long code);
}
