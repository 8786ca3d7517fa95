package org.lyceum.bittorrent.swarm;

/** How much a file of a torrent is wanted. */
public enum FilePriority {
    SKIP,
    LOW,
    NORMAL,
    HIGH
}
