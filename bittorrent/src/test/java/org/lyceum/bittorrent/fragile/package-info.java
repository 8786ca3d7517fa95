/** A disk in memory whose power can be cut, as a file system of its own: what is tested on it is not changed for it. */
@NullMarked
package org.lyceum.bittorrent.fragile;

import org.jspecify.annotations.NullMarked;
