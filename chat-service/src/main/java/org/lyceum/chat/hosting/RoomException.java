package org.lyceum.chat.hosting;

/** Why something could not be said in a room; the message is for the person who said it. */
public final class RoomException extends RuntimeException {

    /** What kind of failure it is. */
    public enum Reason {
        /** Against the rules of the room. */
        REFUSED,
        /** Too much waits for a room that cannot be reached, or too many rooms. */
        FULL,
        TOO_LARGE,
        /** The room has been left. */
        CLOSED
    }

    private final Reason reason;

    public RoomException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
