package org.lyceum.overlay.network;

import java.util.List;
import java.util.Set;
import org.lyceum.overlay.directory.Service;

/**
 * What one part of a node, such as one service of a process, adds to the node's record.
 *
 * @param roles such as {@code seed} or {@code peer}
 * @param taskTypes the jobs that it takes
 * @param capacity how many of them at once
 */
public record Offering(Set<String> roles, List<Service> services, Set<String> taskTypes, int capacity) {

    public Offering {
        roles = Set.copyOf(roles);
        services = List.copyOf(services);
        taskTypes = Set.copyOf(taskTypes);
    }

    /** A role and what is reached where; no jobs. */
    public static Offering of(String role, Service... services) {
        return new Offering(Set.of(role), List.of(services), Set.of(), 0);
    }
}
