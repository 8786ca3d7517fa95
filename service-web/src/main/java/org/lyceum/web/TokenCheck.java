package org.lyceum.web;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets those in who show the node's token: in {@code Authorization: Bearer} (RFC 6750), or in a cookie that a browser
 * gets by opening {@code /?token=...} once. Health is free to read.
 */
final class TokenCheck implements WebFilter {

    static final String COOKIE = "lyceum-token";

    private static final String PARAMETER = "token";
    private static final String SCHEME = "Bearer ";
    private static final String HEALTH = "/actuator/health";

    private final byte @Nullable [] token;

    TokenCheck(@Nullable InetAddress bind, @Nullable String token) {
        if (token == null && (bind == null || !bind.isLoopbackAddress())) {
            throw new StartupException(
                    "server.address %s can be reached from other machines: set lyceum.web.token, or bind to 127.0.0.1."
                            .formatted(bind == null ? "0.0.0.0" : bind.getHostAddress()));
        }
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (token == null || isHealth(request) || showsToken(request)) {
            return chain.filter(exchange);
        }
        String offered = request.getQueryParams().getFirst(PARAMETER);
        if (offered != null
                && request.getMethod().equals(HttpMethod.GET)
                && request.getPath().value().equals("/")
                && matches(offered)) {
            return letIn(exchange, offered);
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lyceum\"");
        return Refusal.of(
                HttpStatus.UNAUTHORIZED,
                "This node wants its token: send it as 'Authorization: Bearer', or open /?token=... in a browser.");
    }

    private static Mono<Void> letIn(ServerWebExchange exchange, String offered) {
        exchange.getResponse()
                .addCookie(ResponseCookie.from(COOKIE, offered)
                        .path("/")
                        .httpOnly(true)
                        .secure(exchange.getRequest().getSslInfo() != null)
                        .sameSite("Strict")
                        .build());
        exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
        exchange.getResponse().getHeaders().setLocation(URI.create("/"));
        return exchange.getResponse().setComplete();
    }

    private boolean showsToken(ServerHttpRequest request) {
        Stream<String> bearer = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).stream()
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
        Stream<String> cookie =
                request.getCookies().getOrDefault(COOKIE, List.of()).stream().map(HttpCookie::getValue);
        return Stream.concat(bearer, cookie).anyMatch(this::matches);
    }

    private boolean matches(String offered) {
        return MessageDigest.isEqual(token, offered.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHealth(ServerHttpRequest request) {
        String path = request.getPath().value();
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }
}
