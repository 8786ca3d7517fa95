package org.lyceum.overlay.directory;

/** What became of a record that was offered to the {@link Directory}. */
public enum Admission {
    LISTED,
    /** One as new or newer is held. */
    STALE,
    EXPIRED,
    /** It would expire later than any may. */
    TOO_LONG_LIVED,
    /** Not signed by the node that it is about. */
    FORGED,
    FULL
}
