package org.lyceum.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * How a service answers its own exceptions. Every bean of this type is asked in order; the first answer counts, and
 * what none of them knows becomes a 500.
 */
@FunctionalInterface
public interface ProblemMapping {

    /** The problem to answer with, or null for an exception that is not its business. */
    @Nullable
    ProblemDetail problemOf(Throwable failure);

    /** Answers exceptions of one type with what they say, and the status that befits each. */
    static <E extends Exception> ProblemMapping of(Class<E> type, Function<E, HttpStatus> status) {
        return failure -> type.isInstance(failure)
                ? ProblemDetail.forStatusAndDetail(
                        status.apply(type.cast(failure)), String.valueOf(failure.getMessage()))
                : null;
    }
}
