/** Torrents over REST, piece by piece and over real connections. */
@NullMarked
package org.lyceum.peer.torrents;

import org.jspecify.annotations.NullMarked;
