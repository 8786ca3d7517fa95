package org.lyceum.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.Offering;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A service that is nothing but a node, with the role {@code reader}. */
final class RunningService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;
    private final WebTestClient http;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        ServiceOffering readerOffering() {
            return rest -> Offering.of("reader", new Service("reader-rest", rest));
        }
    }

    RunningService(String name, Path data, String... arguments) {
        this(application(), name, data, arguments);
    }

    private RunningService(SpringApplicationBuilder application, String name, Path data, String... arguments) {
        context = application
                .properties("lyceum.overlay.port=0")
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--server.address=127.0.0.1",
                                        "--lyceum.name=" + name,
                                        "--lyceum.data=" + data,
                                        "--spring.main.banner-mode=off"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"))
                .responseTimeout(PATIENCE)
                .build();
    }

    /** A service of a process that has a node already. */
    static RunningService sharing(OverlayNode node, Path data) {
        return new RunningService(
                application().initializers(context -> context.getBeanFactory().registerSingleton("overlayNode", node)),
                "sharing",
                data);
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE);
    }

    WebTestClient http() {
        return http;
    }

    OverlayNode node() {
        return context.getBean(OverlayNode.class);
    }

    String seedAddress() {
        return node().addresses().getFirst().toString();
    }

    NetworkView network() {
        return Objects.requireNonNull(http.get()
                .uri("/api/v1/network")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(NetworkView.class)
                .returnResult()
                .getResponseBody());
    }

    NetworkView await(Predicate<NetworkView> wanted) {
        return Awaitility.await().atMost(PATIENCE).until(this::network, wanted);
    }

    List<NodeView> nodes(String query) {
        return Objects.requireNonNull(http.get()
                .uri("/api/v1/network/nodes" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(NodeView.class)
                .returnResult()
                .getResponseBody());
    }

    WebTestClient.ResponseSpec join(String json) {
        return http.post()
                .uri("/api/v1/network/seeds")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    static String problem(WebTestClient.ResponseSpec answer) {
        ProblemDetail problem = answer.expectStatus()
                .isEqualTo(HttpStatus.BAD_REQUEST)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(ProblemDetail.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(Objects.requireNonNull(problem).getDetail());
    }

    @Override
    public void close() {
        context.close();
    }
}
