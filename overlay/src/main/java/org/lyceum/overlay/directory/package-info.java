/**
 * Who offers what: each node's own signed record, spread by gossip and compared with every new neighbour. Pure: the
 * time and the messages are handed in.
 */
@NullMarked
package org.lyceum.overlay.directory;

import org.jspecify.annotations.NullMarked;
