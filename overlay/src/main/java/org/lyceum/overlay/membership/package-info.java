/**
 * Who is there. A node registers with a majority of the seeds, links to at most four random peers and probes whomever
 * it is linked to; {@code docs/overlay.md} states the rules and why. Pure: time, randomness and messages are handed in.
 */
@NullMarked
package org.lyceum.overlay.membership;

import org.jspecify.annotations.NullMarked;
