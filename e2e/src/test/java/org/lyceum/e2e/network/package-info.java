/** A network of real processes on one machine, some of which are killed or stopped. */
@NullMarked
package org.lyceum.e2e.network;

import org.jspecify.annotations.NullMarked;
