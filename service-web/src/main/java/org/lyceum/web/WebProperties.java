package org.lyceum.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call a service.
 *
 * @param allowedHosts names, besides localhost and the bind address, that a request's {@code Host} may carry; without
 *     a port
 * @param allowedOrigins origins, besides the service's own, whose pages may change something here, such as
 *     {@code http://localhost:8080}; they get CORS headers
 * @param token what every request must show once it is set, at least 16 characters; needed when {@code server.address}
 *     is not a loopback address
 */
@ConfigurationProperties("lyceum.web")
record WebProperties(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue List<String> allowedOrigins,
        @Nullable String token) {

    private static final int SHORTEST_TOKEN = 16;

    WebProperties {
        allowedHosts =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        allowedOrigins = allowedOrigins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .toList();
        if (token != null && token.length() < SHORTEST_TOKEN) {
            throw new StartupException("lyceum.web.token has %d characters, at least %d are needed."
                    .formatted(token.length(), SHORTEST_TOKEN));
        }
    }

    @Override
    public String toString() {
        return "WebProperties[allowedHosts=%s, allowedOrigins=%s, token=%s]"
                .formatted(allowedHosts, allowedOrigins, token == null ? "none" : "set");
    }
}
