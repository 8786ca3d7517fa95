package org.lyceum.ui.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.Network;
import org.lyceum.ui.nodes.Network.Death;
import org.lyceum.ui.nodes.Network.Graph;
import org.lyceum.ui.nodes.Network.Link;
import org.lyceum.ui.nodes.Network.Member;

/**
 * What the page shows of a network at a moment, ages rounded so that it is the same until something is worth showing.
 *
 * @param members this node first, then its neighbours, then the others by name
 */
record NetworkView(Network.Self self, List<Row> members, List<Network.Seed> seeds, List<Loss> losses, Picture picture) {

    /** A node in the table; empty text where there is nothing to tell. */
    record Row(
            String peerId,
            String name,
            String presence,
            String role,
            String services,
            String course,
            String link,
            String roundTrip,
            String age,
            String seen) {}

    /** A node that was called dead, and what became of it. */
    record Loss(String peerId, String name, List<Reporter> reporters, String outcome) {}

    /** Who called it dead, and how long ago. */
    record Reporter(String name, String ago) {}

    /** The graph; the same nodes and links are the same picture, whoever told of them. */
    record Picture(List<Dot> nodes, List<Line> links, boolean complete) {}

    /**
     * A node in the graph.
     *
     * @param label its name, and its role where that is more than a student's
     * @param kind {@code self}, {@code seed}, {@code dead} or {@code node}
     */
    record Dot(String id, String label, String kind) {}

    /** A link in the graph, once for both directions; own when this node is an end of it. */
    record Line(String from, String to, boolean own) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return Comparator.comparing(Line::from).thenComparing(Line::to).compare(this, other);
        }
    }

    static NetworkView of(Network network, Graph graph, Instant now) {
        Map<String, Link> links = new LinkedHashMap<>();
        network.links().forEach(link -> links.put(link.peerId(), link));
        Set<String> seeds = network.seeds().stream()
                .flatMap(seed -> Stream.ofNullable(seed.peerId()))
                .collect(Collectors.toSet());
        String self = network.self().peerId();
        List<Member> ordered = network.nodes().stream()
                .sorted(Comparator.comparing((Member member) -> !member.peerId().equals(self))
                        .thenComparing(member -> member.calledDead())
                        .thenComparing(member -> !links.containsKey(member.peerId()))
                        .thenComparing(Member::name)
                        .thenComparing(Member::peerId))
                .toList();
        return new NetworkView(
                network.self(),
                ordered.stream()
                        .map(member -> row(
                                member,
                                links.get(member.peerId()),
                                member.peerId().equals(self),
                                now))
                        .toList(),
                network.seeds(),
                network.deaths().stream().map(death -> loss(death, now)).toList(),
                picture(network, graph, seeds, links.keySet()));
    }

    /** Whether it knows of nobody but itself. */
    public boolean isAlone() {
        return members.size() < 2;
    }

    private static Row row(Member member, @Nullable Link link, boolean self, Instant now) {
        return new Row(
                member.peerId(),
                member.name(),
                self ? "this node" : member.calledDead() ? "called dead" : link != null ? "neighbour" : "known",
                role(member.standing()),
                String.join(", ", member.roles()),
                member.course(),
                link == null ? "" : link.chosen() ? "chosen here" : "chosen there",
                link == null || link.roundTripMillis() == null ? "" : link.roundTripMillis() + " ms",
                age(member.knownSince(), now),
                self ? "" : seen(member, link, now));
    }

    private static String role(Network.Standing standing) {
        return standing.course().isEmpty() ? standing.role() : standing.role() + " of " + standing.course();
    }

    private static String label(Member member) {
        String role = member.standing().role();
        return role.equals("student") ? member.name() : "%s (%s)".formatted(member.name(), role);
    }

    private static String seen(Member member, @Nullable Link link, Instant now) {
        if (link == null) {
            return "heard of " + ago(member.lastHeard(), now);
        }
        return link.missedProbes() == 0
                ? ago(link.lastSeen(), now)
                : "%s, %d probes missed".formatted(ago(link.lastSeen(), now), link.missedProbes());
    }

    private static Loss loss(Death death, Instant now) {
        return new Loss(
                death.peerId(),
                death.name(),
                death.reports().stream()
                        .map(report -> new Reporter(report.reporterName(), ago(report.at(), now)))
                        .toList(),
                death.refuted() == null ? "gone" : "came back " + ago(death.refuted(), now));
    }

    private static Picture picture(Network network, Graph graph, Set<String> seeds, Set<String> neighbours) {
        String self = network.self().peerId();
        Map<String, Dot> dots = new LinkedHashMap<>();
        network.nodes().stream().sorted(Comparator.comparing(Member::peerId)).forEach(member -> {
            String kind = member.peerId().equals(self)
                    ? "self"
                    : member.calledDead() ? "dead" : seeds.contains(member.peerId()) ? "seed" : "node";
            dots.put(member.peerId(), new Dot(member.peerId(), label(member), kind));
        });
        Set<Line> lines = new TreeSet<>();
        Stream.concat(graph.edges().stream(), neighbours.stream().map(neighbour -> new Network.Edge(self, neighbour)))
                .filter(edge -> dots.containsKey(edge.from()) && dots.containsKey(edge.to()))
                .filter(edge -> !edge.from().equals(edge.to()))
                .map(edge -> line(edge, self))
                .forEach(lines::add);
        return new Picture(List.copyOf(dots.values()), List.copyOf(lines), graph.complete());
    }

    private static Line line(Network.Edge edge, String self) {
        boolean forward = edge.from().compareTo(edge.to()) < 0;
        return new Line(
                forward ? edge.from() : edge.to(),
                forward ? edge.to() : edge.from(),
                edge.from().equals(self) || edge.to().equals(self));
    }

    private static String ago(Instant then, Instant now) {
        String age = age(then, now);
        return age.equals("0 s") ? "now" : age + " ago";
    }

    /** In the largest unit, and seconds in steps of five: {@code 5 s}, {@code 12 min}, {@code 3 h}, {@code 2 d}. */
    private static String age(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds / 5 * 5 + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
