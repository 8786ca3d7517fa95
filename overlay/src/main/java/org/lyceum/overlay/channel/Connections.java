package org.lyceum.overlay.channel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;

/**
 * The open connections of a host, and which one to use for each peer. Two ends that dial each other at once get two
 * connections, and both keep the one that the smaller PeerId dialled; otherwise the newer one is kept, since whoever
 * dials anew has lost the older. A connection that is not kept retires: it goes when its streams have gone.
 */
final class Connections {

    private final PeerId self;
    private final int limit;
    private final long atOnceNanos;
    private final Set<Connection> open = new HashSet<>();
    private final Map<PeerId, Connection> kept = new HashMap<>();

    /** @param atOnceNanos how far apart two connections may begin that are still dialled at once */
    Connections(PeerId self, int limit, long atOnceNanos) {
        this.self = self;
        this.limit = limit;
        this.atOnceNanos = atOnceNanos;
    }

    /** Adds a connection; false when there are too many. */
    synchronized boolean add(Connection added) {
        if (open.size() >= limit && !added.isDialled()) {
            return false;
        }
        open.add(added);
        Connection there = kept.get(added.peer());
        if (there == null || isBetter(added, there)) {
            kept.put(added.peer(), added);
            retire(there);
        } else {
            retire(added);
        }
        return true;
    }

    private boolean isBetter(Connection added, Connection there) {
        if (added.isDialled() == there.isDialled() || added.openedAt() - there.openedAt() > atOnceNanos) {
            return true;
        }
        boolean weAreSmaller = self.compareTo(added.peer()) < 0;
        return added.isDialled() == weAreSmaller;
    }

    private static void retire(@Nullable Connection connection) {
        if (connection != null) {
            connection.session().retire();
        }
    }

    synchronized void remove(Connection ended) {
        open.remove(ended);
        if (kept.remove(ended.peer(), ended)) {
            open.stream()
                    .filter(other -> other.peer().equals(ended.peer()))
                    .findAny()
                    .ifPresent(other -> kept.put(other.peer(), other));
        }
    }

    synchronized Optional<Connection> to(PeerId peer) {
        return Optional.ofNullable(kept.get(peer));
    }

    /** One for each peer. */
    synchronized List<Connection> kept() {
        return List.copyOf(kept.values());
    }

    synchronized Collection<Connection> all() {
        return List.copyOf(open);
    }
}
