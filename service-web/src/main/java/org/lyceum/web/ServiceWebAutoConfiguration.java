package org.lyceum.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;

/** Puts the shared checks, in their order, before every handler of a WebFlux service. */
@AutoConfiguration(
        before = {ErrorWebFluxAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class},
        beforeName = "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties({WebProperties.class, ServerProperties.class})
class ServiceWebAutoConfiguration {

    private final WebProperties properties;
    private final @Nullable InetAddress bind;

    ServiceWebAutoConfiguration(WebProperties properties, ServerProperties server) {
        this.properties = properties;
        this.bind = server.getAddress();
    }

    @Bean
    @Order(-200)
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    @Bean
    @Order(-190)
    HostCheck hostCheck() {
        return new HostCheck(bind, properties.allowedHosts());
    }

    @Bean
    @Order(-180)
    OriginCheck originCheck() {
        return new OriginCheck(properties.allowedOrigins());
    }

    /** Answers preflights, which carry no token: so it stands before the token check. */
    @Bean
    @Order(-170)
    CorsWebFilter allowedOriginsCors() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(properties.allowedOrigins());
        cors.addAllowedMethod(CorsConfiguration.ALL);
        cors.addAllowedHeader(CorsConfiguration.ALL);
        cors.addExposedHeader("Location");
        cors.setAllowCredentials(true);
        return new CorsWebFilter(exchange -> {
            String origin = exchange.getRequest().getHeaders().getOrigin();
            return origin != null && properties.allowedOrigins().contains(origin.toLowerCase(Locale.ROOT))
                    ? cors
                    : null;
        });
    }

    @Bean
    @Order(-160)
    TokenCheck tokenCheck() {
        return new TokenCheck(bind, properties.token());
    }

    /**
     * Event loops of its own: those that Reactor Netty shares by default end with the first service that stops, and
     * take the connections of every other service in the process with them.
     */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    ProblemHandler problemHandler(ObjectProvider<ProblemMapping> mappings, ServerCodecConfigurer codecs) {
        return new ProblemHandler(mappings.orderedStream().toList(), codecs);
    }
}
