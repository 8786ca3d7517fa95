package org.lyceum.ui.swarm;

import java.util.List;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.nodes.TorrentFile;

/**
 * The pieces that a file lies in.
 *
 * @param first index of the first, {@code end} of the one after the last; equal for an empty file
 */
record PieceSpan(int first, int end) {

    /** Files follow each other in a torrent without gaps, in the order of their index. */
    static PieceSpan of(Torrent torrent, List<TorrentFile> files, int index) {
        long offset = 0;
        for (TorrentFile file : files) {
            if (file.index() == index) {
                return ofBytes(offset, file.bytes(), torrent.pieceLength());
            }
            offset += file.bytes();
        }
        throw new IllegalArgumentException("no file " + index + " in " + torrent.infoHash());
    }

    private static PieceSpan ofBytes(long offset, long bytes, int pieceLength) {
        int first = Math.toIntExact(offset / pieceLength);
        return bytes == 0
                ? new PieceSpan(first, first)
                : new PieceSpan(first, Math.toIntExact((offset + bytes - 1) / pieceLength) + 1);
    }
}
