/** Which pieces a file lies in, and whether a swarm is there. */
@NullMarked
package org.lyceum.ui.swarm;

import org.jspecify.annotations.NullMarked;
