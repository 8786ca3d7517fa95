package org.lyceum.chat.feed;

import io.netty.buffer.ByteBuf;

/**
 * Somebody who reads a room, as {@link Feed} sees them; called by the thread that serves the reader. No method calls back
 * into the feed.
 */
public interface Reader {

    /** Whether what is sent now goes to the socket soon, as little waits before it. */
    boolean isWritable();

    /** Takes the frame over, and releases it; it need not go before {@link #flush}. */
    void send(ByteBuf frame);

    void flush();

    /**
     * Wants the next page of acknowledged events from the disk, and hands it to {@link Feed#page} with the same ticket.
     *
     * @param after the seq behind which it begins
     */
    void fetch(long after, long ticket);

    /** Is too slow; the feed has forgotten it. */
    void tooSlow(String reason);

    /** The room was left; the feed has forgotten the reader. */
    void roomIsGone();
}
