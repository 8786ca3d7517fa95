package org.lyceum.overlay.roles;

/** What became of a revocation list that {@link Roles} were told. */
public enum Acceptance {
    /** Held from now on, in place of older ones of its signer. */
    ACCEPTED,
    /** One as new or newer of its signer is held. */
    STALE,
    /** Its signer's grant does not hold now, though it might for others who know less or whose clocks differ. */
    NOT_NOW,
    /** Enough lists of this network are held. */
    FULL,
    /** Its signer never was an admin of the network: whoever passed it on should have refused it. */
    NEVER
}
