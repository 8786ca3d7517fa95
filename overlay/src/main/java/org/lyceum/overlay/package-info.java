/** What every part of the overlay shares: the name of a node. */
@NullMarked
package org.lyceum.overlay;

import org.jspecify.annotations.NullMarked;
