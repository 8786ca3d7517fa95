package org.lyceum.tracker.swarms;

import java.time.Duration;

/**
 * What bounds the memory of {@link Swarms} and the part of it that one participant can take.
 *
 * @param expiry how long a peer stays after its last announce
 * @param swarms at once
 * @param peers at once, in all swarms
 * @param portsPerNetwork of one IPv4 address, or of one IPv6 /64, in one swarm; a lecture hall behind one router counts
 *     as one
 * @param swarmsPerNetwork that one IPv4 address, or one IPv6 /64, is in
 */
public record SwarmLimits(Duration expiry, int swarms, int peers, int portsPerNetwork, int swarmsPerNetwork) {}
