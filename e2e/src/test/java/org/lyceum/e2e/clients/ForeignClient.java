package org.lyceum.e2e.clients;

import java.nio.file.Path;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** A BitTorrent client that is not ours, with one torrent at a time. Closing ends it. */
interface ForeignClient extends AutoCloseable {

    /** Where it puts what it fetches, and where what it shares must stand. */
    Path files();

    /** Shares what stands in {@link #files()}. */
    void share(Metainfo torrent);

    void fetch(Metainfo torrent);

    void fetch(MagnetLink magnet);

    /** Waits until it has everything and all of it is on disk. */
    void awaitFetched();

    /** Whether it connects to peers on loopback that a tracker names. */
    boolean dialsLoopback();

    /** Whether it creates files that have no bytes. */
    boolean createsEmptyFiles();

    @Override
    void close();
}
