package org.lyceum.bittorrent.tracker;

import java.util.Optional;

/** Why a peer announces itself (BEP 3), with its number in a UDP announce (BEP 15). */
public enum AnnounceEvent {
    /** A regular announce, at the tracker's interval. */
    NONE(0),
    /** The download has just become complete; never sent by a peer that was complete when it started. */
    COMPLETED(1),
    STARTED(2),
    STOPPED(3);

    private final int code;

    AnnounceEvent(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Empty for a number that BEP 15 does not define. */
    public static Optional<AnnounceEvent> ofCode(int code) {
        return switch (code) {
            case 0 -> Optional.of(NONE);
            case 1 -> Optional.of(COMPLETED);
            case 2 -> Optional.of(STARTED);
            case 3 -> Optional.of(STOPPED);
            default -> Optional.empty();
        };
    }
}
