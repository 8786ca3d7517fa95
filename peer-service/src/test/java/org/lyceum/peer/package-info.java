/** The peer service as a whole. */
@NullMarked
package org.lyceum.peer;

import org.jspecify.annotations.NullMarked;
