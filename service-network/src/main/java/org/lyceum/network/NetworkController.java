package org.lyceum.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.NetworkSnapshot.KnownNode;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The network as this node sees it, and how to join another part of it. */
@RestController
@RequestMapping("/api/v1/network")
class NetworkController {

    private final OverlayNode node;

    NetworkController(OverlayNode node) {
        this.node = node;
    }

    @GetMapping
    Mono<NetworkView> network() {
        return Mono.fromFuture(node::snapshot).map(NetworkView::of);
    }

    /**
     * Those with this role, that take jobs of this type, of this course; without any of these, all. With a standing, such
     * as {@code professor}, those who have proved to be so, and a course is the one for which they are.
     */
    @GetMapping("/nodes")
    Mono<List<NodeView>> nodes(
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String course,
            @RequestParam(required = false) @Nullable String standing) {
        List<Predicate<KnownNode>> wanted = new ArrayList<>();
        if (role != null) {
            wanted.add(each -> each.record().roles().contains(role));
        }
        if (type != null) {
            wanted.add(each -> each.record().taskTypes().contains(type));
        }
        if (standing != null) {
            Role proved = Role.of(standing)
                    .orElseThrow(() -> new OverlayException(
                            Reason.CONFIGURATION,
                            "standing: '%s', expected student, professor or admin".formatted(standing)));
            wanted.add(each -> course == null
                    ? each.standing().role() == proved
                    : each.standing().is(proved, course));
        } else if (course != null) {
            wanted.add(each -> each.record().course().equals(course));
        }
        return Mono.fromFuture(node::snapshot)
                .map(snapshot -> snapshot.nodes().stream()
                        .filter(each -> wanted.stream().allMatch(condition -> condition.test(each)))
                        .map(NodeView::of)
                        .toList());
    }

    /** How nodes are linked; {@code complete} when a seed has told of those whom it holds. */
    record GraphView(List<EdgeView> edges, boolean complete) {}

    record EdgeView(String from, String to) {}

    @GetMapping("/graph")
    Mono<GraphView> graph() {
        return Mono.fromFuture(node::graph)
                .map(graph -> new GraphView(
                        graph.edges().stream()
                                .map(edge -> new EdgeView(
                                        edge.one().text(), edge.other().text()))
                                .sorted(Comparator.comparing(EdgeView::from).thenComparing(EdgeView::to))
                                .toList(),
                        graph.fromSeeds()));
    }

    /** The JSON body that names a seed. */
    record SeedRequest(@Nullable String address) {}

    /** Answers before the seed has: what it says shows in the network. */
    @PostMapping("/seeds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<NetworkView.SeedView> join(@RequestBody SeedRequest request) {
        if (request.address() == null) {
            throw new OverlayException(Reason.CONFIGURATION, "address: missing, expected host or host:port");
        }
        SeedAddress seed = SeedAddress.parse(request.address());
        return Mono.fromFuture(() -> node.join(seed))
                .then(Mono.fromFuture(node::snapshot))
                .map(snapshot -> snapshot.seeds().stream()
                        .filter(known -> known.address().equals(seed.address()))
                        .findFirst()
                        .map(NetworkView.SeedView::of)
                        .orElseThrow());
    }
}
