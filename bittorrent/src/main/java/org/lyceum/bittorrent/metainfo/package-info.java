/** Torrent files and magnet links (BEP 3, 9, 12, 27): reading, checking, creating. */
@NullMarked
package org.lyceum.bittorrent.metainfo;

import org.jspecify.annotations.NullMarked;
