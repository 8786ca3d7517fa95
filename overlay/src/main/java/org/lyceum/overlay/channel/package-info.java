/**
 * Authenticated, encrypted connections between nodes, and streams over them, as libp2p speaks: TCP, multistream-select,
 * Noise, yamux, identify and ping. A {@link org.lyceum.overlay.channel.Host} is where it begins.
 *
 * <p>Streams are read and written by blocking calls, one virtual thread each; nothing else blocks.
 */
@NullMarked
package org.lyceum.overlay.channel;

import org.jspecify.annotations.NullMarked;
