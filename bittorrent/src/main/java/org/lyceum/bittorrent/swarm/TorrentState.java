package org.lyceum.bittorrent.swarm;

/** What a torrent is doing. */
public enum TorrentState {
    /** Known by its info hash alone: asking peers for the info dictionary (BEP 9). */
    METADATA,
    /** Waits for its turn to be hashed, since no two torrents of an engine are at once. */
    CHECK_QUEUED,
    /** Hashing what is already on disk. */
    CHECKING,
    /** Waits for its turn to download, since no more than {@link EngineSettings#activeDownloads()} run at once. */
    QUEUED,
    DOWNLOADING,
    /** Every wanted piece is verified. */
    SEEDING,
    PAUSED,
    /** Stopped by a fault that the status names; {@link Torrent#resume()} tries again. */
    ERROR
}
