package org.lyceum.bittorrent.metainfo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes a torrent of files on disk. */
public final class TorrentCreator {

    private TorrentCreator() {}

    /**
     * Hashes {@code root}, a file or a folder with everything in it (sorted by path), and blocks until done.
     *
     * @param trackers announce URLs by tier
     * @param progress told the bytes hashed so far, now and then
     * @throws org.lyceum.bittorrent.BitTorrentException when a file cannot be read or changes meanwhile
     */
    public static Metainfo create(Path root, List<List<String>> trackers, LongConsumer progress) {
        throw new UnsupportedOperationException();
    }

    /** Piece length for a torrent of so many bytes: a power of two from 16 KiB to 16 MiB, about 1,500 pieces. */
    public static int pieceLengthFor(long totalBytes) {
        throw new UnsupportedOperationException();
    }
}
