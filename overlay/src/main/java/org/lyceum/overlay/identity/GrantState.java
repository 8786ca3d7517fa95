package org.lyceum.overlay.identity;

/** What a grant is worth. */
public enum GrantState {
    VALID,
    EXPIRED,
    /** Taken back by who issued it, or by the network's key. */
    REVOKED
}
