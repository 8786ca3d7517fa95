package org.lyceum.tracker.swarms;

import java.util.HashMap;
import java.util.Map;

/** Counts the swarms that each network of one address family is in, up to a limit. */
final class NetworkQuota {

    private final int limit;
    private final Map<Long, Integer> swarms = new HashMap<>();

    NetworkQuota(int limit) {
        this.limit = limit;
    }

    /** Counts one more; false, and nothing counted, when the limit is reached. */
    boolean take(long network) {
        int taken = swarms.getOrDefault(network, 0);
        if (taken >= limit) {
            return false;
        }
        swarms.put(network, taken + 1);
        return true;
    }

    void release(long network) {
        swarms.computeIfPresent(network, (_, taken) -> taken == 1 ? null : taken - 1);
    }
}
