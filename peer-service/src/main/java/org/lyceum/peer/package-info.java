/** A peer as a service: what a node is called and where it keeps its things, and the features that it offers. */
@NullMarked
package org.lyceum.peer;

import org.jspecify.annotations.NullMarked;
