package org.lyceum.network;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.network.NetworkSnapshot;

/**
 * What a node says of itself, and since when it is known here.
 *
 * @param lastHeard when its newest record came
 * @param calledDead by someone, and not heard of since
 */
record NodeView(
        String peerId,
        String name,
        String course,
        Collection<String> roles,
        List<ServiceView> services,
        Collection<String> taskTypes,
        int capacity,
        Instant knownSince,
        Instant lastHeard,
        Instant expires,
        boolean calledDead) {

    record ServiceView(String name, List<String> addresses) {}

    static NodeView of(NetworkSnapshot.KnownNode node) {
        NodeRecord record = node.record();
        return new NodeView(
                record.peer().text(),
                record.name(),
                record.course(),
                record.roles(),
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
