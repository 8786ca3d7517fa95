package org.lyceum.web;

import org.jspecify.annotations.Nullable;

/** Why a service cannot start, in one sentence that names the property to change; reported without a stack trace. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartupException(String sentence) {
        super(sentence);
    }

    public StartupException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
