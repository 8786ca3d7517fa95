package org.lyceum.web;

import org.jspecify.annotations.Nullable;
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
}
