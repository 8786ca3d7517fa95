/**
 * A node that runs: the pure {@link org.lyceum.overlay.node.Node} driven by one thread and the real clock, its messages
 * carried by the streams of a {@link org.lyceum.overlay.channel.Host}.
 */
@NullMarked
package org.lyceum.overlay.network;

import org.jspecify.annotations.NullMarked;
