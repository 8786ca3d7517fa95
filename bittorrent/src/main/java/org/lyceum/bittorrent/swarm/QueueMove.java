package org.lyceum.bittorrent.swarm;

/** Where in the queue of downloads a torrent is to go. */
public enum QueueMove {
    /** Before all others. */
    TOP,
    /** Before the one that goes before it. */
    UP,
    /** After the one that comes after it. */
    DOWN,
    /** After all others. */
    BOTTOM
}
