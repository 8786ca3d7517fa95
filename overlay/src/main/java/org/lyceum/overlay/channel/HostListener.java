package org.lyceum.overlay.channel;

import java.net.InetSocketAddress;
import org.lyceum.overlay.OverlayException;

/** Hears of a host's connections, in its event loops: must not block. */
public interface HostListener {

    /** A peer has proved who it is, and streams may be opened. */
    default void connected(Connection connection) {}

    /** A connection has ended. Another to the same peer may be open. */
    default void disconnected(Connection connection, OverlayException why) {}

    /** An incoming connection was turned away, or its handshake failed. */
    default void refused(InetSocketAddress from, OverlayException why) {}
}
