package org.lyceum.bittorrent.swarm;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Incoming connections whose handshake has not come, by host, the oldest first. */
final class PendingHandshakes<T> {

    private final Map<InetAddress, SequencedSet<T>> byHost = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    int of(InetAddress host) {
        SequencedSet<T> own = byHost.get(host);
        return own == null ? 0 : own.size();
    }

    void add(InetAddress host, T connection) {
        if (byHost.computeIfAbsent(host, _ -> new LinkedHashSet<>()).add(connection)) {
            size++;
        }
    }

    void remove(InetAddress host, T connection) {
        SequencedSet<T> own = byHost.get(host);
        if (own != null && own.remove(connection)) {
            size--;
            if (own.isEmpty()) {
                byHost.remove(host);
            }
        }
    }

    @Nullable
    T removeOldestOf(InetAddress host) {
        SequencedSet<T> own = byHost.get(host);
        if (own == null) {
            return null;
        }
        T oldest = own.getFirst();
        remove(host, oldest);
        return oldest;
    }

    /** So that whoever opens many pushes out his own. */
    @Nullable
    T removeOldestOfTheHostWithMost() {
        Map.Entry<InetAddress, SequencedSet<T>> most = byHost.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElse(null);
        return most == null ? null : removeOldestOf(most.getKey());
    }
}
