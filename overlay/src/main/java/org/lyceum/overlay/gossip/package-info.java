/**
 * What everyone must hear. An offer names a message, a request asks for it, and its body crosses each link once at
 * most, in whichever direction: in a network of N nodes, N-1 bodies in all. Pure: time and messages are handed in.
 */
@NullMarked
package org.lyceum.overlay.gossip;

import org.jspecify.annotations.NullMarked;
