package org.lyceum.e2e.bench.measure;

/** A measurement that cannot be taken or is worth nothing; the message says why, and what helps. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
