package org.lyceum.overlay.membership;

import org.lyceum.overlay.Contact;

/**
 * A link as seen from here. Times are milliseconds as handed to {@link Membership}.
 *
 * @param outbound whether this node chose it
 * @param lastAnswer when the neighbour last answered a probe, or when the link came up
 * @param roundTripMillis of the last probe; -1 before the first
 * @param misses probes in a row without an answer
 */
public record NeighbourStatus(
        Contact contact, boolean outbound, long since, long lastAnswer, long roundTripMillis, int misses) {}
