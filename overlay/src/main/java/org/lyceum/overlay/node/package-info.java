/** A whole node without its channel: membership, gossip, directory and, on a seed, the registry, wired together. */
@NullMarked
package org.lyceum.overlay.node;

import org.jspecify.annotations.NullMarked;
