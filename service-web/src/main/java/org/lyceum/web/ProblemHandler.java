package org.lyceum.web;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * Answers every error, of filters and handlers alike, with a problem (RFC 9457). It stands in the place of Spring
 * Boot's error pages; a service with pages of its own puts a handler before it.
 */
@Order(-1)
final class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final List<ProblemMapping> mappings;
    private final ServerResponse.Context writers;

    ProblemHandler(List<ProblemMapping> mappings, ServerCodecConfigurer codecs) {
        this.mappings = List.copyOf(mappings);
        this.writers = new Writers(codecs.getWriters());
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        ProblemDetail problem = problemOf(exchange, failure);
        if (problem.getInstance() == null) {
            problem.setInstance(URI.create(exchange.getRequest().getURI().getRawPath()));
        }
        HttpHeaders headers = failure instanceof ErrorResponse known ? known.getHeaders() : HttpHeaders.EMPTY;
        // what the handler meant for its own answer must not describe this one
        exchange.getResponse().getHeaders().clearContentHeaders();
        return ServerResponse.status(problem.getStatus())
                .headers(each -> each.putAll(headers))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem)
                .flatMap(response -> response.writeTo(exchange, writers));
    }

    private ProblemDetail problemOf(ServerWebExchange exchange, Throwable failure) {
        for (ProblemMapping mapping : mappings) {
            ProblemDetail problem = mapping.problemOf(failure);
            if (problem != null) {
                return problem;
            }
        }
        if (failure instanceof ErrorResponse known) {
            ProblemDetail problem = known.getBody();
            String precise = preciseDetail(failure);
            if (precise != null) {
                problem.setDetail(precise);
            }
            return problem;
        }
        // nobody reads the answer to a client that has gone, and its going is no fault of this service
        log.atLevel(DisconnectedClientHelper.isClientDisconnectedException(failure) ? Level.DEBUG : Level.ERROR)
                .setCause(failure)
                .log(
                        "{}{} {} failed",
                        exchange.getLogPrefix(),
                        exchange.getRequest().getMethod(),
                        exchange.getRequest().getPath());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the log of this node says what.");
    }

    /** Spring's own details stay general ("Invalid request content"): say which field, or which byte of the JSON. */
    private static @Nullable String preciseDetail(Throwable failure) {
        return switch (failure) {
            case WebExchangeBindException invalid -> {
                FieldError first = invalid.getFieldError();
                yield first == null ? null : first.getField() + ": " + first.getDefaultMessage();
            }
            case ServerWebInputException input
            when input.getCause() instanceof DecodingException decoding ->
                decoding.getCause() instanceof JacksonException json ? jsonDetail(json) : decoding.getMessage();
            case ContentTooLargeException _ -> "The body has more bytes than are taken here.";
            default -> null;
        };
    }

    private static String jsonDetail(JacksonException json) {
        String at = json.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(
                                json.getLocation().getLineNr(),
                                json.getLocation().getColumnNr());
        String field = json.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        // what Jackson says of a number speaks of Java
        String fault = json instanceof InvalidFormatException wrong && isNumber(wrong.getTargetType())
                ? "'%s', expected a whole number".formatted(wrong.getValue())
                : json.getOriginalMessage();
        return "JSON body: " + (field.isEmpty() ? "" : field + ": ") + fault + at;
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    private record Writers(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
