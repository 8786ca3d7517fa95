package org.lyceum.ui;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a node says of its network: {@code GET /api/v1/network} and {@code /graph}. */
final class FakeNetwork {

    static final String ADA = "12D3KooWAda";
    static final String BOB = "12D3KooWBob";
    static final String CAROL = "12D3KooWCarol";

    private FakeNetwork() {}

    /** Ada, who knows of nobody else. */
    static Map<String, Object> alone() {
        return network(List.of(), List.of(node(ADA, "ada", "peer", false)), List.of(), List.of());
    }

    /** Ada, who is linked with Bob, a seed, and has heard that Carol is dead. */
    static Map<String, Object> three(int roundTripMillis) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("peerId", BOB);
        link.put("name", "bob");
        link.put("roles", List.of("peer", "seed"));
        link.put("addresses", List.of("192.0.2.8:4001"));
        link.put("chosen", true);
        link.put("since", ago(600));
        link.put("lastSeen", ago(1));
        link.put("roundTripMillis", roundTripMillis);
        link.put("missedProbes", 0);
        Map<String, Object> death = new LinkedHashMap<>();
        death.put("peerId", CAROL);
        death.put("name", "carol");
        death.put("incarnation", 1);
        death.put("reports", List.of(Map.of("reporter", BOB, "reporterName", "bob", "at", ago(125))));
        death.put("refuted", null);
        death.put("dropped", null);
        return network(
                List.of(link),
                List.of(
                        node(ADA, "ada", "peer", false),
                        node(BOB, "bob", "seed", false),
                        node(CAROL, "carol", "chat", true)),
                List.of(Map.of("address", "192.0.2.8:4001", "peerId", BOB, "registered", true)),
                List.of(death));
    }

    static Map<String, Object> graph(boolean complete) {
        return Map.of(
                "edges",
                List.of(Map.of("from", BOB, "to", ADA), Map.of("from", BOB, "to", CAROL)),
                "complete",
                complete);
    }

    static Map<String, Object> node(String peerId, String name, String role, boolean calledDead) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("peerId", peerId);
        node.put("name", name);
        node.put("course", "algebra");
        node.put("roles", List.of(role));
        node.put("standing", standing(peerId));
        node.put("services", List.of());
        node.put("taskTypes", List.of());
        node.put("capacity", 0);
        node.put("knownSince", ago(7_300));
        node.put("lastHeard", ago(31));
        node.put("expires", ago(-600));
        node.put("calledDead", calledDead);
        return node;
    }

    /** Bob is professor of algebra, and Carol admin. */
    private static Map<String, Object> standing(String peerId) {
        return switch (peerId) {
            case BOB -> Map.of("role", "professor", "course", "algebra");
            case CAROL -> Map.of("role", "admin", "course", "");
            default -> Map.of("role", "student", "course", "");
        };
    }

    static Map<String, Object> network(
            List<Map<String, Object>> links,
            List<Map<String, Object>> nodes,
            List<Map<String, Object>> seeds,
            List<Map<String, Object>> deaths) {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put(
                "self",
                Map.of(
                        "peerId",
                        ADA,
                        "name",
                        "ada",
                        "course",
                        "algebra",
                        "roles",
                        List.of("peer"),
                        "addresses",
                        List.of("192.0.2.7:4001"),
                        "seed",
                        false,
                        "since",
                        ago(7_300),
                        "isolated",
                        false));
        network.put("links", links);
        network.put("nodes", nodes);
        network.put("seeds", seeds);
        network.put("registrations", null);
        network.put("deaths", deaths);
        return network;
    }

    private static String ago(long seconds) {
        return Instant.now().minusSeconds(seconds).toString();
    }
}
