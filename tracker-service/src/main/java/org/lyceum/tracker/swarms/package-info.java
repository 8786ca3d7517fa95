/**
 * Who is in which swarm: announces and scrapes whatever carried them, expiry, limits, and the swarms over REST.
 *
 * <p>Knows no socket; clock and randomness are handed in.
 */
@NullMarked
package org.lyceum.tracker.swarms;

import org.jspecify.annotations.NullMarked;
