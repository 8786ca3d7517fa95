package org.lyceum.overlay.channel;

import org.lyceum.overlay.PeerId;

/** Hears messages that want no answer. Runs in a virtual thread of its own, so it may block. */
@FunctionalInterface
public interface MessageHandler {

    void receive(PeerId from, byte[] message);
}
