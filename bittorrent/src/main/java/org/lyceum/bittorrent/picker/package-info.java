/**
 * Which block to ask of which peer: rarest first, and everything that bends that rule.
 *
 * <p>Pure decisions over arrays, confined to the torrent's thread: no socket, no clock, no thread of its own, and every
 * random choice from a generator that is handed in.
 */
@NullMarked
package org.lyceum.bittorrent.picker;

import org.jspecify.annotations.NullMarked;
