package org.lyceum.e2e.network;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.overlay.network.NetworkSnapshot;

/**
 * What a node of the test tells of its network; PeerIds all.
 *
 * @param links whom it is linked to
 * @param known whom it knows, but for those called dead
 * @param held whom it holds as a seed
 */
record Status(Set<String> links, Set<String> known, Set<String> held) {

    static Status of(NetworkSnapshot network) {
        return new Status(
                ids(network.links(), link -> link.neighbour().peer()),
                ids(
                        network.nodes().stream()
                                .filter(node -> !node.calledDead())
                                .toList(),
                        node -> node.record().peer()),
                ids(
                        network.registrations().orElse(List.of()),
                        node -> node.contact().peer()));
    }

    private static <T> Set<String> ids(List<T> all, Function<T, ?> id) {
        return all.stream().map(each -> id.apply(each).toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    static Status read(String text) {
        List<Set<String>> lines = text.lines()
                .map(line -> Arrays.stream(line.split(" "))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet()))
                .toList();
        return new Status(lines.get(0), lines.get(1), lines.get(2));
    }

    /** A line for each. */
    String write() {
        return Stream.of(links, known, held)
                .map(ids -> String.join(" ", ids) + " ")
                .collect(Collectors.joining("\n"));
    }
}
