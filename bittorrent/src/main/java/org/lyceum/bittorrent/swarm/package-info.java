/**
 * The engine: torrents as actors, each confined to one event loop, and their connections.
 *
 * <p>{@link org.lyceum.bittorrent.swarm.Engine} and {@link org.lyceum.bittorrent.swarm.Torrent} are what other modules
 * use; both may be called from any thread and answer with futures.
 */
@NullMarked
package org.lyceum.bittorrent.swarm;

import org.jspecify.annotations.NullMarked;
