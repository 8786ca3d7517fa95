/** A peer as a process of its own, which is killed in the middle of a download. */
@NullMarked
package org.lyceum.e2e.process;

import org.jspecify.annotations.NullMarked;
