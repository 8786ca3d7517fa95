/**
 * The files of a torrent on disk, and what survives a stop.
 *
 * <p>Everything here blocks and belongs on disk threads. {@link org.lyceum.bittorrent.storage.TorrentStorage} moves
 * pieces between buffers and files; {@link org.lyceum.bittorrent.storage.ResumeStore} remembers torrents;
 * {@link org.lyceum.bittorrent.storage.ResumeCheck} decides after a restart what still holds. They keep these
 * invariants:
 *
 * <ol>
 *   <li>Nothing is written, created or deleted except the torrent's own files and folders, and no symbolic link at or
 *       below the torrent's root is followed.
 *   <li>A piece is trusted after a restart only if it was in a saved bit field, and its bytes were forced to disk
 *       before that bit field was saved: {@code force()}, then {@code save}.
 *   <li>A piece written since is in the journal. It is hashed again at the next start, whatever the bit field says, and
 *       fetched again only if that hash fails. The journal can cost a hash; it can never earn trust.
 *   <li>A bit that was taken back (a re-check found the piece bad) is saved as clear before the piece is written anew.
 *   <li>A save replaces a file whole, or not at all. A crash at any instant leaves the old state or the new one, and
 *       the journal is emptied only after the bit field that covers its pieces is on disk.
 * </ol>
 */
@NullMarked
package org.lyceum.bittorrent.storage;

import org.jspecify.annotations.NullMarked;
