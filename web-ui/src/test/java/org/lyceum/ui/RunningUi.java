package org.lyceum.ui;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The application on a free port. */
final class RunningUi implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final String firstNode;

    private RunningUi(ConfigurableApplicationContext context, String firstNode) {
        this.context = context;
        this.firstNode = firstNode;
    }

    /** Looks from these nodes, in the order of their names. */
    static RunningUi lookingFrom(Map<String, URI> nodes, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(more));
        int index = 0;
        for (Map.Entry<String, URI> node : new TreeMap<>(nodes).entrySet()) {
            arguments.add("--lyceum.ui.nodes[%d].name=%s".formatted(index, node.getKey()));
            arguments.add("--lyceum.ui.nodes[%d].url=%s".formatted(index, node.getValue()));
            index++;
        }
        return new RunningUi(
                WebUi.application().run(arguments.toArray(String[]::new)),
                "/nodes/%s/swarms".formatted(new TreeMap<>(nodes).firstKey()));
    }

    String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    String firstNode() {
        return firstNode;
    }

    WebTestClient browser() {
        return WebTestClient.bindToServer()
                .baseUrl(address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Override
    public void close() {
        context.close();
    }
}
