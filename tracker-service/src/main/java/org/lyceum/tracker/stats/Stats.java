package org.lyceum.tracker.stats;

/**
 * The tracker at one moment.
 *
 * @param peers in all swarms, each counted once for every swarm that it is in
 * @param connects requests since the start, as are {@code announces} and {@code scrapes}
 * @param errors requests since the start that were answered with an error or with silence
 */
record Stats(long uptimeSeconds, int swarms, int peers, long connects, long announces, long scrapes, long errors) {}
