package org.lyceum.chat.simulation;

/** May fail in the midst of what a node does: between any two of its writes and messages. */
public final class Power {

    /** The node is killed here. */
    static final class Cut extends RuntimeException {
        Cut() {
            super("killed", null, false, false);
        }
    }

    private long remaining = Long.MAX_VALUE;

    void restore() {
        remaining = Long.MAX_VALUE;
    }

    /** Fails at the action after so many. */
    void cutAfter(long actions) {
        remaining = actions;
    }

    void use() {
        if (remaining-- <= 0) {
            throw new Cut();
        }
    }
}
