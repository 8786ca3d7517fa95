/**
 * How a node finds its first peers: seeds that a file names, peers that it knew in earlier runs, and who answers on the
 * local network.
 */
@NullMarked
package org.lyceum.overlay.discovery;

import org.jspecify.annotations.NullMarked;
