package org.lyceum.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the tests start: one service with a greeting, a stream and some ways to fail. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TinyService {

    static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(TinyService.class)
                .web(WebApplicationType.REACTIVE)
                .properties(Map.of("server.port", 0, "spring.main.banner-mode", "off"))
                .properties("server.address=127.0.0.1")
                .run(arguments);
    }

    static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Bean
    ProblemMapping lateIsAConflict() {
        return ProblemMapping.of(LateException.class, _ -> HttpStatus.CONFLICT);
    }

    static final class LateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LateException(String message) {
            super(message);
        }
    }

    record Greeting(@Nullable String name, int times) {}

    @RestController
    static class Greetings {

        @GetMapping("/greeting")
        ResponseEntity<String> greeting() {
            return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("hello");
        }

        @PostMapping("/greeting")
        Greeting greet(@RequestBody Greeting greeting) {
            return greeting;
        }

        @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> stream() {
            return Flux.just("one", "two");
        }

        @GetMapping("/late")
        Mono<String> late() {
            return Mono.error(new LateException("too late"));
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("secret inner detail"));
        }
    }
}
