package org.lyceum.web;

/** Why a service cannot start, in one sentence that names the property to change; reported without a stack trace. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartupException(String sentence) {
        super(sentence);
    }

    public StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
