package org.lyceum.overlay;

import java.io.Serial;

/** What goes wrong in the overlay, with a message that says what, where and what helps. */
public final class OverlayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Why; what a caller may decide by. */
    public enum Reason {
        /** The key file of this node cannot be used. */
        IDENTITY,
        /** What this node was told, by a file or a setting, makes no sense. */
        CONFIGURATION,
        /** Bytes that are not what they should be: a text, an encoding, a length. */
        MALFORMED,
        /** A signature that does not hold, or one made for something else. */
        FORGED,
        /** Well signed, but not by someone who may, or no longer. */
        NOT_ALLOWED,
        /** Nobody answers at an address. */
        UNREACHABLE,
        /** Someone else answers at an address. */
        WRONG_PEER,
        /** An encrypted frame was changed on the way. */
        CORRUPTED,
        /** The other end breaks a rule of a protocol. */
        PROTOCOL_VIOLATION,
        /** The other end sent more than its window allows. */
        WINDOW_OVERRUN,
        /** A message above the size that its protocol allows. */
        TOO_LARGE,
        /** The other end does not speak the protocol. */
        UNSUPPORTED,
        /** Not done in time. */
        TIMED_OUT,
        /** A limit of this node or the other is reached. */
        OVERLOADED,
        /** The other end gave the stream up. */
        RESET,
        /** Nothing has used the connection for long. */
        IDLE,
        /** Another connection to the same peer is kept instead. */
        REPLACED,
        /** The other end closed the connection. */
        CLOSED_BY_PEER,
        /** This end closed it. */
        CLOSED
    }

    private final Reason reason;

    public OverlayException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public OverlayException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
