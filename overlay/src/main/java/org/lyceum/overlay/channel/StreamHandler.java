package org.lyceum.overlay.channel;

import java.io.IOException;

/** Speaks a protocol with whoever opens a stream. Runs in a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface StreamHandler {

    /** The stream is closed when this returns, and reset when it throws. */
    void handle(Stream stream) throws IOException;
}
