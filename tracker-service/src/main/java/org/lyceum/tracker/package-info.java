/**
 * The tracker as a service: its start, its configuration and how its features are put together.
 *
 * <p>Features do not know this package: {@code swarms} holds who is in which swarm, {@code udp} speaks BEP 15, {@code
 * stats} counts.
 */
@NullMarked
package org.lyceum.tracker;

import org.jspecify.annotations.NullMarked;
