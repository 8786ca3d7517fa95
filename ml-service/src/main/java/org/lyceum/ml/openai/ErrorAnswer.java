package org.lyceum.ml.openai;

import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.MlException;

/** An error as OpenAI's clients expect it. */
record ErrorAnswer(Detail error) {

    record Detail(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    static ErrorAnswer of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof MlException known
                ? new ErrorAnswer(new Detail(
                        known.getMessage(),
                        switch (known.reason()) {
                            case UNSUPPORTED, UNREADABLE, TOO_LARGE, NOT_FOUND -> "invalid_request_error";
                            default -> "server_error";
                        },
                        null,
                        known.reason().name().toLowerCase(Locale.ROOT)))
                : new ErrorAnswer(new Detail(String.valueOf(cause.getMessage()), "server_error", null, null));
    }
}
