/**
 * The values that every part of the engine shares: what names a torrent, a peer, a block of a piece.
 *
 * <p>Nothing here touches a socket, a file, a clock or a thread.
 */
@NullMarked
package org.lyceum.bittorrent;

import org.jspecify.annotations.NullMarked;
