package org.lyceum.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/** A request that a filter turns away. */
final class Refusal {

    private Refusal() {}

    static Mono<Void> of(HttpStatus status, String detail) {
        return Mono.error(new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null));
    }
}
