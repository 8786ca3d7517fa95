package org.lyceum.e2e.bench.picker;

/** What a picker is asked to do. */
public enum PickerMode {
    /** Half of the pieces are there. */
    RAREST_FIRST,
    /** As before, but the lowest index comes first. */
    SEQUENTIAL,
    /** As before, and a reader waits for fifty pieces, which move on as they come. */
    DEADLINES,
    /** All but the last pieces are there, and these are asked of several peers. */
    END_GAME
}
