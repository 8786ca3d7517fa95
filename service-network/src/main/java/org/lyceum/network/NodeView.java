package org.lyceum.network;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.identity.Standing;
import org.lyceum.overlay.network.NetworkSnapshot;

/**
 * What a node says of itself, and since when it is known here.
 *
 * @param standing what it has proved to be in the network of the node that tells
 * @param lastHeard when its newest record came
 * @param calledDead by someone, and not heard of since
 */
record NodeView(
        String peerId,
        String name,
        String course,
        Collection<String> roles,
        StandingView standing,
        List<ServiceView> services,
        Collection<String> taskTypes,
        int capacity,
        Instant knownSince,
        Instant lastHeard,
        Instant expires,
        boolean calledDead) {

    /**
     * A role in a network.
     *
     * @param role {@code student}, {@code professor} or {@code admin}
     * @param course for which; empty for all
     * @param until null when it has no end
     */
    record StandingView(
            String role, String course, @Nullable Instant until) {

        static StandingView of(Standing standing) {
            return new StandingView(
                    standing.role().text(),
                    standing.course(),
                    standing.until().equals(Instant.MAX) ? null : standing.until());
        }
    }

    record ServiceView(String name, List<String> addresses) {}

    static NodeView of(NetworkSnapshot.KnownNode node) {
        NodeRecord record = node.record();
        return new NodeView(
                record.peer().text(),
                record.name(),
                record.course(),
                record.roles(),
                StandingView.of(node.standing()),
                record.services().stream()
                        .map(service -> new ServiceView(service.name(), NetworkView.texts(service.addresses())))
                        .toList(),
                record.taskTypes(),
                record.capacity(),
                node.since(),
                node.lastHeard(),
                record.expires(),
                node.calledDead());
    }
}
