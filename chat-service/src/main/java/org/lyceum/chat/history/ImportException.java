package org.lyceum.chat.history;

/** An archive that is not taken in; the message says what is wrong with it, and where. */
public final class ImportException extends RuntimeException {

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
