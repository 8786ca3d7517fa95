package org.lyceum.bittorrent.swarm;

/** How much a file of a torrent is wanted. */
public enum FilePriority {
    SKIP(0),
    LOW(1),
    NORMAL(4),
    HIGH(7);

    private final int code;

    FilePriority(int code) {
        this.code = code;
    }

    /** What resume data calls it. */
    int code() {
        return code;
    }

    /** The priority of this code; {@code NORMAL} for one that this version does not know. */
    static FilePriority ofCode(int code) {
        for (FilePriority priority : values()) {
            if (priority.code == code) {
                return priority;
            }
        }
        return NORMAL;
    }
}
