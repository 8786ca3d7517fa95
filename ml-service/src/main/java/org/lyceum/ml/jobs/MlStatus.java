package org.lyceum.ml.jobs;

import org.lyceum.ml.engine.MlException;
import org.springframework.http.HttpStatus;

/** How failures are answered over HTTP. */
public final class MlStatus {

    private MlStatus() {}

    public static HttpStatus of(MlException.Reason reason) {
        return switch (reason) {
            case UNSUPPORTED -> HttpStatus.BAD_REQUEST;
            case UNREADABLE, TIMEOUT, MEMORY, CRASHED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case CANCELLED -> HttpStatus.GONE;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case BUSY, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
