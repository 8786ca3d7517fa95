package org.lyceum.bittorrent;

/**
 * What went wrong in the engine, in a sentence that its user can act on: what, where, and what to do.
 *
 * <p>The only exception type of this module. {@link #reason()} is for callers that answer in their own way,
 * such as an HTTP status.
 */
public final class BitTorrentException extends RuntimeException {

    public enum Reason {
        /** Bytes or text from outside that do not follow their specification. */
        MALFORMED,
        /** Well-formed, but asks for something that cannot be done in the present state. */
        CONFLICT,
        /** Names something that does not exist. */
        NOT_FOUND,
        /** The disk refused: full, no permission, a file that vanished. */
        STORAGE,
        /** The network refused: a port in use, a tracker that did not answer. */
        NETWORK
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String message;

    public BitTorrentException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.message = message;
    }

    public BitTorrentException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.message = message;
    }

    public static BitTorrentException malformed(String message) {
        return new BitTorrentException(Reason.MALFORMED, message);
    }

    @Override
    public String getMessage() {
        return message;
    }

    public Reason reason() {
        return reason;
    }
}
