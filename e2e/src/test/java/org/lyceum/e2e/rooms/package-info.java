/** Rooms whose nodes are processes that get killed. */
@NullMarked
package org.lyceum.e2e.rooms;

import org.jspecify.annotations.NullMarked;
