package org.lyceum.e2e.bench.transfer;

/** A measurement that cannot be taken or is worth nothing; the message says why, and what helps. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
