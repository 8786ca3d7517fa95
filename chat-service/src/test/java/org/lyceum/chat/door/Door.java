package org.lyceum.chat.door;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.network.NodeProperties;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The door to rooms in memory, on a port of its own. */
final class Door implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;
    final WebTestClient http;
    final FakeRooms rooms;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(NodeProperties.class)
    @Import(DoorConfiguration.class)
    static class Service {

        @Bean
        FakeRooms rooms() {
            return new FakeRooms();
        }

        @Bean
        FakeDirect direct() {
            return new FakeDirect();
        }

        @Bean
        FakeFiles files() {
            return new FakeFiles();
        }

        @Bean
        FakeAttendance attendance() {
            return new FakeAttendance();
        }
    }

    Door(Path data, String... arguments) {
        context = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.REACTIVE)
                .properties(Map.of("server.port", 0, "spring.main.banner-mode", "off", "server.shutdown", "immediate"))
                .properties("server.address=127.0.0.1", "lyceum.data=" + data)
                .run(Stream.of(arguments).toArray(String[]::new));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                .build();
        rooms = context.getBean(FakeRooms.class);
    }

    URI socket(String course) {
        return URI.create("ws://127.0.0.1:%d/ws/rooms/%s".formatted(port, course));
    }

    int port() {
        return port;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
