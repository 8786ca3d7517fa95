/**
 * Bencode, the encoding of torrent files, tracker answers and extension messages (BEP 3).
 *
 * <p>A decoded value remembers where it stood in its source, so that every later complaint about it can say at which
 * byte, and a decoded dictionary encodes to the very bytes that it was read from, so that an info hash stays true.
 */
@NullMarked
package org.lyceum.bittorrent.bencode;

import org.jspecify.annotations.NullMarked;
