/** Services as nodes, on loopback. */
@NullMarked
package org.lyceum.network;

import org.jspecify.annotations.NullMarked;
