package org.lyceum.overlay.channel;

import org.lyceum.overlay.PeerId;

/** Answers requests. Runs in a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface RequestHandler {

    /** The answer to a request of a peer that has proved who it is; throwing resets the stream. */
    byte[] answer(PeerId from, byte[] request);
}
