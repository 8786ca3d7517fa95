package org.lyceum.e2e.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.identity.Identity;
import tools.jackson.databind.json.JsonMapper;

/** A node that tells of a network as a test says it is: a dozen nodes, four links each, two seeds. */
final class ToldNetwork implements AutoCloseable {

    private static final List<String> NAMES = List.of(
            "ada",
            "emmy",
            "grace",
            "maria",
            "lise",
            "rosalind",
            "sofia",
            "hedy",
            "katherine",
            "dorothy",
            "annie",
            "barbara");

    /** Seeds, beside the first, which is the node that tells. */
    private static final List<Integer> SEEDS = List.of(3, 8);

    private static final List<Integer> STEPS = List.of(1, 4);

    private final List<String> ids =
            NAMES.stream().map(name -> Identity.generate().peerId().text()).toList();
    private final HttpServer server;
    private volatile int size = NAMES.size();
    private volatile @Nullable Integer dead;

    ToldNetwork() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/torrents", exchange -> answer(exchange, List.of()));
        server.createContext("/api/v1/events", ToldNetwork::stayOpen);
        server.createContext("/api/v1/network", exchange -> answer(exchange, network()));
        server.createContext("/api/v1/network/graph", exchange -> answer(exchange, graph()));
        server.start();
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static String nameOf(int node) {
        return NAMES.get(node);
    }

    /** From now on it knows of nobody else. */
    void beAlone() {
        size = 1;
    }

    /** From now on everybody is there. */
    void beMany() {
        size = NAMES.size();
        dead = null;
    }

    /** From now on this node is called dead. */
    void callDead(int node) {
        dead = node;
    }

    private Map<String, Object> network() {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put(
                "self",
                Map.of(
                        "peerId", ids.getFirst(),
                        "name", NAMES.getFirst(),
                        "course", "",
                        "roles", List.of("peer"),
                        "addresses", List.of("192.0.2.7:4001"),
                        "seed", false,
                        "since", ago(9_000),
                        "isolated", false));
        network.put("links", neighbours().stream().map(this::link).toList());
        network.put("nodes", IntStream.range(0, size).mapToObj(this::node).toList());
        network.put(
                "seeds",
                size == 1
                        ? List.of()
                        : SEEDS.stream()
                                .map(seed -> Map.of(
                                        "address", "192.0.2.%d:4001".formatted(10 + seed),
                                        "peerId", ids.get(seed),
                                        "registered", true))
                                .toList());
        network.put("registrations", null);
        Integer gone = dead;
        network.put("deaths", gone == null ? List.of() : List.of(death(gone)));
        return network;
    }

    private List<Integer> neighbours() {
        return IntStream.range(1, size)
                .filter(node -> STEPS.contains(node) || STEPS.contains(NAMES.size() - node))
                .boxed()
                .toList();
    }

    private Map<String, Object> link(int node) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("peerId", ids.get(node));
        link.put("name", NAMES.get(node));
        link.put("roles", List.of("peer"));
        link.put("addresses", List.of());
        link.put("chosen", STEPS.contains(node));
        link.put("since", ago(4_000));
        link.put("lastSeen", ago(1));
        link.put("roundTripMillis", 2 + 3 * node);
        link.put("missedProbes", 0);
        return link;
    }

    private Map<String, Object> node(int node) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("peerId", ids.get(node));
        told.put("name", NAMES.get(node));
        told.put("course", node % 3 == 0 ? "algebra" : "");
        told.put("roles", SEEDS.contains(node) ? List.of("peer", "seed") : List.of("peer"));
        told.put("standing", standing(node));
        told.put("services", List.of());
        told.put("taskTypes", List.of());
        told.put("capacity", 0);
        told.put("knownSince", ago(9_000 - 600L * node));
        told.put("lastHeard", ago(7L * node));
        told.put("expires", ago(-600));
        told.put("calledDead", Integer.valueOf(node).equals(dead));
        return told;
    }

    /** Emmy is admin, and who is in the course teaches it. */
    private static Map<String, Object> standing(int node) {
        if (node == 1) {
            return Map.of("role", "admin", "course", "");
        }
        return node % 6 == 3
                ? Map.of("role", "professor", "course", "algebra")
                : Map.of("role", "student", "course", "");
    }

    private Map<String, Object> death(int node) {
        Map<String, Object> death = new LinkedHashMap<>();
        death.put("peerId", ids.get(node));
        death.put("name", NAMES.get(node));
        death.put("incarnation", 1);
        death.put(
                "reports",
                List.of(
                        Map.of("reporter", ids.get(1), "reporterName", NAMES.get(1), "at", ago(7)),
                        Map.of("reporter", ids.get(4), "reporterName", NAMES.get(4), "at", ago(5))));
        death.put("refuted", null);
        death.put("dropped", null);
        return death;
    }

    private Map<String, Object> graph() {
        List<Map<String, String>> edges = new ArrayList<>();
        for (int from = 0; from < size; from++) {
            for (int step : STEPS) {
                int to = (from + step) % NAMES.size();
                if (to < size) {
                    edges.add(Map.of("from", ids.get(from), "to", ids.get(to)));
                }
            }
        }
        return Map.of("edges", edges, "complete", true);
    }

    private static String ago(long seconds) {
        return Instant.now().minusSeconds(seconds).toString();
    }

    private static void answer(HttpExchange exchange, Object told) throws IOException {
        byte[] json = JsonMapper.shared().writeValueAsString(told).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        try (var body = exchange.getResponseBody()) {
            body.write(json);
        }
    }

    /** Nothing happens to torrents here; the stream ends with the server. */
    private static void stayOpen(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(": here\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
