package org.lyceum.ml.engine;

import org.jspecify.annotations.Nullable;

/** What went wrong between a file and its text, told so that its owner can do something about it. */
public final class MlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public MlException(Reason reason, String message) {
        this(reason, message, null);
    }

    public MlException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Never null, unlike that of exceptions in general. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of trouble it is. */
    public enum Reason {
        /** The request asks for something that there is not, such as a language. */
        UNSUPPORTED,
        /** The file is empty, broken, or of no kind that is read here. */
        UNREADABLE,
        /** The file, or what is in it, is larger than allowed. */
        TOO_LARGE,
        /** It took longer than allowed. */
        TIMEOUT,
        /** It took more memory than allowed. */
        MEMORY,
        /** An engine's process ended while it was at work. */
        CRASHED,
        /** Somebody called it off. */
        CANCELLED,
        /** No such job or result. */
        NOT_FOUND,
        /** There is no room for more work now. */
        BUSY,
        /** This node cannot do it: natives or files are missing, or the disk fails. */
        UNAVAILABLE
    }
}
