/**
 * Torrents over REST: adding, sharing, watching and reading them.
 *
 * <p>Everything that happens to a torrent happens in the engine; this package turns requests into calls of it, and its
 * answers and events into JSON. Uploads and content are streamed and never held in memory as a whole.
 */
@NullMarked
package org.lyceum.peer.torrents;

import org.jspecify.annotations.NullMarked;
