package org.lyceum.web;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests that name another host: a foreign page that rebinds its own DNS name to this address would else be
 * the same origin as this service. An address is not a name and cannot be rebound, so a service that listens on every
 * address answers to any of them.
 */
final class HostCheck implements WebFilter {

    private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    private final boolean anyAddress;

    HostCheck(@Nullable InetAddress bind, List<String> allowedHosts) {
        anyAddress = bind == null || bind.isAnyLocalAddress();
        if (bind != null) {
            hosts.add(bind.getHostAddress().toLowerCase(Locale.ROOT));
        }
        hosts.addAll(allowedHosts);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> values = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.HOST);
        Authority host = values.size() == 1 ? Authority.parse(values.getFirst()) : null;
        if (host != null && (hosts.contains(host.host()) || (anyAddress && host.isAddress()))) {
            return chain.filter(exchange);
        }
        return Refusal.of(
                HttpStatus.MISDIRECTED_REQUEST,
                "Host header %s is not a name of this service: add it to lyceum.web.allowed-hosts if it is meant to be."
                        .formatted(values));
    }
}
