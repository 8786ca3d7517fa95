/** One swarm: its page, what is told to it while it is open, what can be done to it, and the player of its files. */
@NullMarked
package org.lyceum.ui.swarm;

import org.jspecify.annotations.NullMarked;
