/**
 * Many streams over one connection, each with its own flow control: yamux 1.0.0 (libp2p specs,
 * {@code yamux/README.md}). Bytes in, bytes and events out, for one thread.
 */
@NullMarked
package org.lyceum.overlay.channel.yamux;

import org.jspecify.annotations.NullMarked;
