/**
 * The rooms that this node is in: runs each one's pure core on a thread, over the overlay, on the disk, and lets the
 * node's own people in.
 */
@NullMarked
package org.lyceum.chat.hosting;

import org.jspecify.annotations.NullMarked;
