package org.lyceum.overlay.network;

import java.time.Duration;

/**
 * What a node is and has done since its start, in numbers.
 *
 * @param links to neighbours, now
 * @param registeredWith seeds that hold this node, now
 * @param registrations that this node holds as a seed, now
 * @param knownNodes records in the directory, now
 * @param gossipBodies bodies that came and were wanted
 * @param gossipDuplicates bodies that came and were not: had already, or not asked for
 * @param probesAnswered by neighbours
 * @param roundTrips of all those probes together
 * @param deathsReported by this node
 * @param connections that are in use, now
 * @param bytesReceived on all connections, as they are on the wire
 * @param bytesSent likewise
 */
public record NodeFigures(
        int links,
        int registeredWith,
        int registrations,
        int knownNodes,
        long gossipBodies,
        long gossipDuplicates,
        long probesAnswered,
        Duration roundTrips,
        long deathsReported,
        int connections,
        long bytesReceived,
        long bytesSent) {}
