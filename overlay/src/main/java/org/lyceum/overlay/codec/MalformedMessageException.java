package org.lyceum.overlay.codec;

/** Bytes that are no message of ours. The sender's fault; the message says which field and why. */
public final class MalformedMessageException extends RuntimeException {

    public MalformedMessageException(String message) {
        super(message);
    }
}
