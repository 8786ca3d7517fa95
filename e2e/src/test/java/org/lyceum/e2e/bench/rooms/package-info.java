/**
 * How many deliveries of a room's messages a CPU second pays for, beside mosquitto. The load comes from a process of its
 * own with one thread, which does the same work for both: it reads frames as bytes, and looks for the same marks.
 */
@NullMarked
package org.lyceum.e2e.bench.rooms;

import org.jspecify.annotations.NullMarked;
