/**
 * The peer wire protocol: handshake and messages (BEP 3), Fast extension (BEP 6), extension protocol (BEP 10) and
 * metadata exchange (BEP 9), between bytes and records.
 *
 * <p>Stateless but for the decoders, which hold a frame that a read cut in two. Whether a message is allowed at this
 * moment (a block nobody asked for, a bitfield in mid-stream) is for the swarm to judge; what can be told from the bytes
 * alone is refused here, before it is buffered.
 */
@NullMarked
package org.lyceum.bittorrent.wire;

import org.jspecify.annotations.NullMarked;
