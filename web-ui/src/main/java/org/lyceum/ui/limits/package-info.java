/** Setting the limits of a swarm and of a node, on whichever page they are shown. */
@NullMarked
package org.lyceum.ui.limits;

import org.jspecify.annotations.NullMarked;
