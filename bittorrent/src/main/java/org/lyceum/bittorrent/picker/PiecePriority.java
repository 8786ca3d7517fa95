package org.lyceum.bittorrent.picker;

/** How much a piece is wanted; a piece of several files takes the highest priority among them. */
public enum PiecePriority {
    /** Not asked for, unless a deadline asks for it. */
    SKIP,
    /** After everything else. */
    LOW,
    NORMAL,
    /** Before everything else. */
    HIGH
}
