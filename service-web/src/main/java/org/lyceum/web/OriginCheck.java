package org.lyceum.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses what a page of another origin may neither do nor overhear: methods that change something, event streams and
 * WebSocket upgrades. Programs that are no browsers send no Origin and pass.
 */
final class OriginCheck implements WebFilter {

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final Set<String> allowedOrigins;

    OriginCheck(List<String> allowedOrigins) {
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        boolean changes = !SAFE.contains(request.getMethod());
        if (!changes && !isStream(request)) {
            return chain.filter(exchange);
        }
        String origin = request.getHeaders().getOrigin();
        if (origin != null) {
            return isWelcome(origin, request)
                    ? chain.filter(exchange)
                    : Refusal.of(
                            HttpStatus.FORBIDDEN,
                            "Origin '%s' may not do this: add it to lyceum.web.allowed-origins if it is meant to."
                                    .formatted(origin));
        }
        if (changes && "cross-site".equals(request.getHeaders().getFirst("Sec-Fetch-Site"))) {
            return Refusal.of(HttpStatus.FORBIDDEN, "A page of another site may not do this.");
        }
        return chain.filter(exchange);
    }

    private boolean isWelcome(String origin, ServerHttpRequest request) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return allowedOrigins.contains(lower)
                || isSelf(lower, request.getHeaders().getFirst(HttpHeaders.HOST));
    }

    /** The Host was checked before, so an origin of the same host and port is this service, behind TLS or not. */
    private static boolean isSelf(String origin, @Nullable String hostHeader) {
        int defaultPort = origin.startsWith("https://") ? 443 : origin.startsWith("http://") ? 80 : -1;
        if (defaultPort < 0 || hostHeader == null) {
            return false;
        }
        Authority from = Authority.parse(origin.substring(origin.indexOf("://") + 3));
        Authority to = Authority.parse(hostHeader);
        return from != null && to != null && from.withDefaultPort(defaultPort).equals(to.withDefaultPort(defaultPort));
    }

    private static boolean isStream(ServerHttpRequest request) {
        return request.getHeaders().getUpgrade() != null
                || request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT).stream()
                        .anyMatch(accept -> accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }
}
