/** Whole networks in memory and in virtual time: what is lost, late, cut off or stopped comes from one seed. */
@NullMarked
package org.lyceum.overlay.simulation;

import org.jspecify.annotations.NullMarked;
