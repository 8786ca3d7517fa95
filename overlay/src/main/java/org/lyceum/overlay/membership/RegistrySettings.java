package org.lyceum.overlay.membership;

import java.time.Duration;

/**
 * The bounds of a {@link Registry}.
 *
 * @param lease how long a registration holds without being renewed; four renewals by default
 * @param maxRegistrations further nodes are refused
 */
public record RegistrySettings(Duration lease, int maxRegistrations) {

    public static RegistrySettings defaults() {
        return new RegistrySettings(Duration.ofSeconds(60), 10_000);
    }
}
